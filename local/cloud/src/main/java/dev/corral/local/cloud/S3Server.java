package dev.corral.local.cloud;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import org.gaul.s3proxy.BlobStores;
import org.gaul.s3proxy.S3Proxy;

/// S3Proxy over plain files: a bucket is a directory.
final class S3Server {
  private final LoopbackPort port;
  private final Path data;
  private final S3Proxy proxy;

  S3Server(LoopbackPort port, Path data) throws URISyntaxException {
    this.port = port;
    this.data = data;
    this.proxy = S3Proxy.Builder.fromProperties(settings()).blobStore(files()).build();
  }

  void start() throws Exception {
    proxy.start();
  }

  void stop() {
    try {
      proxy.stop();
    } catch (Exception e) {
      System.err.println("S3 did not stop in order: " + e.getMessage());
    }
  }

  void createMissing(List<String> buckets) throws IOException {
    for (var bucket : buckets) {
      Files.createDirectories(data.resolve(bucket));
    }
  }

  private Properties settings() {
    var settings = new Properties();
    settings.setProperty("s3proxy.endpoint", port.uri().toString());
    settings.setProperty("s3proxy.authorization", "none");
    settings.setProperty("s3proxy.ignore-unknown-headers", "true");
    settings.setProperty("s3proxy.jetty.max-threads", "20");
    return settings;
  }

  private org.gaul.s3proxy.blobstore.BlobStore files() {
    var settings = new Properties();
    settings.setProperty("jclouds.identity", "local");
    settings.setProperty("jclouds.credential", "local");
    settings.setProperty("jclouds.filesystem.basedir", data.toString());
    return BlobStores.create("filesystem-nio2", settings);
  }
}
