package dev.corral.local.kubernetes;

import dev.corral.local.kubernetes.karpenter.SimulatedKarpenter;
import java.net.BindException;
import java.net.URI;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;

/// The command `local-kubernetes`.
@CommandLine.Command(
    name = "local-kubernetes",
    mixinStandardHelpOptions = true,
    description =
        "A small persistent Kubernetes API server with controllers and a simulated kubelet.")
public final class KubernetesMain implements Callable<Integer> {
  @CommandLine.Option(
      names = "--port",
      defaultValue = "8085",
      description = "HTTPS port on loopback; 0 for a free one (default ${DEFAULT-VALUE}).")
  private int port;

  @CommandLine.Option(
      names = "--state-dir",
      required = true,
      description = "Where objects, keys and the kubeconfig are kept.")
  private Path stateDirectory = Path.of(".");

  @CommandLine.Option(
      names = "--crds",
      split = ",",
      description = "Directories whose *.yaml CustomResourceDefinitions are applied at start.")
  private List<Path> definitions = List.of();

  @CommandLine.Option(
      names = "--engine-jar",
      description = "Jar of the engine to run for model pods.")
  private @Nullable Path engineJar;

  @CommandLine.Option(
      names = "--engine-java",
      description = "Java to run the engine with (default: the one running this).")
  private @Nullable Path engineJava;

  @CommandLine.Option(
      names = "--engine-ports",
      defaultValue = "8180-8279",
      description = "Ports for engines, FROM-TO (default ${DEFAULT-VALUE}).")
  private String enginePorts = "";

  @CommandLine.Option(names = "--model", description = "GGUF file that every engine loads.")
  private @Nullable Path model;

  @CommandLine.Option(
      names = "--ec2-endpoint",
      description = "EC2 for the simulated Karpenter (default: its instances are made up).")
  private @Nullable URI ec2Endpoint;

  @CommandLine.Option(
      names = "--region",
      defaultValue = "eu-central-1",
      description = "Region of its instances (default ${DEFAULT-VALUE}).")
  private String region = "";

  @CommandLine.Option(
      names = "--cluster-name",
      defaultValue = "corral",
      description = "Name of this cluster in their tags (default ${DEFAULT-VALUE}).")
  private String clusterName = "";

  private KubernetesMain() {}

  public static void main(String[] args) {
    int code = new CommandLine(new KubernetesMain()).execute(args);
    if (code != 0) {
      System.exit(code);
    }
  }

  @Override
  public Integer call() throws Exception {
    System.setProperty("io.netty.noUnsafe", "true");
    Optional<ClusterOptions.EngineOptions> engine = engineOptions();
    try {
      LocalCluster cluster =
          LocalCluster.start(
              new ClusterOptions(port, stateDirectory, definitions, engine, cloud()));
      Runtime.getRuntime().addShutdownHook(new Thread(cluster::close, "shutdown"));
      System.out.println("READY port=" + cluster.port());
      return 0;
    } catch (BindException e) {
      return refuse("port " + port + " is taken");
    } catch (OverlappingFileLockException e) {
      return refuse("the state directory " + stateDirectory + " is in use by another server");
    }
  }

  private SimulatedKarpenter.Cloud cloud() {
    return new SimulatedKarpenter.Cloud(Optional.ofNullable(ec2Endpoint), region, clusterName);
  }

  private static int refuse(String message) {
    System.err.println("local-kubernetes: " + message);
    return 2;
  }

  private Optional<ClusterOptions.EngineOptions> engineOptions() {
    if (engineJar == null || model == null) {
      return Optional.empty();
    }
    String[] range = enginePorts.split("-", 2);
    Path ownJava = Path.of(System.getProperty("java.home"), "bin", "java");
    return Optional.of(
        new ClusterOptions.EngineOptions(
            engineJar.toAbsolutePath(),
            engineJava == null ? ownJava : engineJava,
            model.toAbsolutePath(),
            Integer.parseInt(range[0].strip()),
            Integer.parseInt(range[1].strip())));
  }
}
