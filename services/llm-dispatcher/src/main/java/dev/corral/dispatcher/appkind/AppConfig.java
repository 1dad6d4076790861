package dev.corral.dispatcher.appkind;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/// How apps are launched here.
@ConfigMapping(prefix = "corral.apps")
public interface AppConfig {
  /// An app's address is its name before this.
  @WithDefault("apps.localhost:8080")
  String domain();

  /// `https`; `http` on a laptop.
  @WithDefault("https")
  String scheme();

  /// Where apps reach the inference-proxy. The port is the one of its pods.
  @WithDefault("http://inference-proxy.corral-system:8081")
  URI proxyUrl();

  /// Where apps keep their data.
  @WithDefault("claim")
  StorageMode storage();

  /// How much a claim asks for.
  @WithDefault("5Gi")
  String storageSize();

  /// The storage class of claims; without it the cluster's default.
  Optional<String> storageClass();

  /// True when an app's EFS access point goes with it. What is on it stays on the file system.
  @WithDefault("false")
  boolean deleteStorage();

  /// EFS, when `storage` is `efs`.
  Efs efs();

  /// Databases outside the pods.
  Database database();

  /// Open WebUI.
  OpenWebUi openWebui();

  /// Flowise.
  Flowise flowise();

  /// LiteLLM.
  LiteLlm litellm();

  /// The file system of all apps.
  interface Efs {
    /// `fs-…`.
    Optional<String> fileSystem();
  }

  /// A Postgres for each app, made by an admin.
  interface Database {
    /// True when each app's database is described by Secret `database-<app>` in its namespace.
    @WithDefault("false")
    boolean external();

    /// Address ranges that apps may reach for it, on port 5432.
    Optional<List<String>> ranges();
  }

  /// What is particular to Open WebUI.
  interface OpenWebUi {
    /// Its image.
    @WithDefault("ghcr.io/open-webui/open-webui:v0.11.4")
    String image();

    /// The model that makes titles and tags. Without it there are none: they would wake the model
    /// that one chats with.
    Optional<String> taskModel();

    /// The model that makes embeddings. Without it documents go into the prompt whole.
    Optional<String> embeddingModel();
  }

  /// What is particular to Flowise.
  interface Flowise {
    /// Its image.
    @WithDefault("docker.io/flowiseai/flowise:3.1.4")
    String image();

    /// More address ranges that flows may not reach: those of the VPC but for its services.
    Optional<List<String>> denyRanges();
  }

  /// What is particular to LiteLLM.
  interface LiteLlm {
    /// Its image.
    @WithDefault("ghcr.io/berriai/litellm:v1.84.0")
    String image();
  }
}
