package dev.corral.dispatcher.engine;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithName;
import java.util.List;
import java.util.Optional;

/// Which images the engines run from, and how large their pods are.
@ConfigMapping(prefix = "corral.engines")
public interface EngineConfig {
  Ollama ollama();

  Vllm vllm();

  LocalAi localai();

  Textgen textgen();

  /// Python 3 with nothing added: fetches weights from Hugging Face where the engine's own image
  /// cannot.
  @WithDefault("docker.io/library/python:3.13.9-slim-bookworm")
  String weightsImage();

  /// The AWS command line: fetches weights from S3.
  @WithDefault("public.ecr.aws/aws-cli/aws-cli:2.31.30")
  String s3Image();

  HuggingFace huggingFace();

  /// The service account of pods that read S3: its role (IRSA) reaches the container `weights`
  /// only. Without it the namespace's default is used.
  Optional<String> weightsServiceAccount();

  /// Addresses inside the network that pods may reach by HTTPS, like VPC endpoints.
  Optional<List<String>> egressCidrs();

  Cpu cpu();

  Gpu gpu();

  /// Ollama.
  interface Ollama {
    @WithDefault("docker.io/ollama/ollama:0.35.0")
    String image();

    /// The image on GPU nodes, when it is another one.
    Optional<String> gpuImage();

    /// Registries that a source may name.
    @WithDefault("registry.ollama.ai")
    List<String> registries();
  }

  /// vLLM, which needs a GPU.
  interface Vllm {
    @WithDefault("docker.io/vllm/vllm-openai:v0.30.0")
    String gpuImage();
  }

  /// LocalAI.
  interface LocalAi {
    @WithDefault("docker.io/localai/localai:v4.8.1")
    String image();

    @WithDefault("docker.io/localai/localai:v4.8.1-gpu-nvidia-cuda-12")
    String gpuImage();

    /// The backend that is put beside the server before it starts; empty when the image has it.
    @WithDefault("quay.io/go-skynet/local-ai-backends:v4.8.1-cpu-llama-cpp")
    Optional<String> backendImage();

    @WithDefault("quay.io/go-skynet/local-ai-backends:v4.8.1-gpu-nvidia-cuda-12-llama-cpp")
    Optional<String> gpuBackendImage();
  }

  /// text-generation-webui, which needs a GPU. Nobody publishes an image: build one.
  interface Textgen {
    Optional<String> gpuImage();
  }

  /// Hugging Face, or a mirror of it.
  interface HuggingFace {
    @WithDefault("https://huggingface.co")
    String endpoint();

    /// A Secret in the workload namespace whose key `token` opens gated models.
    Optional<String> tokenSecret();
  }

  /// A pod without a GPU: one of Fargate's sizes.
  interface Cpu {
    @WithDefault("2")
    double vcpu();

    @WithDefault("8")
    @WithName("memory-gib")
    int memoryGib();

    /// Room for image layers, weights and caches.
    @WithDefault("20")
    @WithName("storage-gib")
    int storageGib();
  }

  /// A pod with GPUs: what it asks for per GPU. The defaults fit an xlarge, which leaves 3.92 vCPU
  /// and about 14 GiB.
  interface Gpu {
    @WithDefault("3")
    int vcpu();

    @WithDefault("12")
    @WithName("memory-gib")
    int memoryGib();

    /// For the whole pod.
    @WithDefault("60")
    @WithName("storage-gib")
    int storageGib();
  }
}
