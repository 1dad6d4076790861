package dev.corral.proxy;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.corral.proxy.admission.Authenticator;
import dev.corral.proxy.admission.Gate;
import dev.corral.proxy.dialect.PromptConfig;
import dev.corral.proxy.dialect.PromptReader;
import dev.corral.proxy.job.JobConfig;
import dev.corral.proxy.job.JobDesk;
import dev.corral.proxy.job.JobQueue;
import dev.corral.proxy.job.JobStore;
import dev.corral.proxy.job.JobWorker;
import dev.corral.proxy.job.Jobs;
import dev.corral.proxy.job.PromptQueueConfig;
import dev.corral.proxy.relay.AsyncPrompts;
import dev.corral.proxy.relay.Ingress;
import dev.corral.proxy.relay.JobRuns;
import dev.corral.proxy.relay.Relay;
import dev.corral.proxy.tally.Clocks;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Optional;
import software.amazon.awssdk.services.sqs.SqsAsyncClient;

/// Builds what asynchronous prompts need, where there is a place to keep their answers.
final class JobWiring {
  private static final Duration STORE_DEADLINE = Duration.ofSeconds(15);

  @Produces
  @Singleton
  Jobs jobs(
      JobConfig config,
      PromptQueueConfig queues,
      SqsAsyncClient sqs,
      ObjectMapper json,
      Clocks clocks,
      MeterRegistry registry) {
    ObjectStores stores = new ObjectStores(config.s3Endpoint(), config.pathStyle());
    return new Jobs(
        config
            .bucket()
            .map(bucket -> {
              JobStore store = new JobStore(stores.client(STORE_DEADLINE), bucket, json);
              JobQueue queue = new JobQueue(sqs, queues.prompts());
              return new Jobs.Open(
                  new JobDesk(store, queue, config, json, clocks.wall()),
                  new JobWorker(queue, store, config, json, clocks.wall(), registry));
            }));
  }

  @Produces
  @Singleton
  AsyncPrompts asyncPrompts(Jobs jobs, Relay relay, Gate gate, ObjectMapper json) {
    Optional<JobDesk> desk = jobs.open().map(Jobs.Open::desk);
    return new AsyncPrompts(desk, relay, gate, json);
  }

  @Produces
  @Singleton
  JobRuns runs(
      Relay relay,
      Ingress ingress,
      Authenticator authenticator,
      Gate gate,
      PromptConfig prompt,
      Clocks clocks,
      JobConfig config,
      ObjectMapper json) {
    return new JobRuns(
        relay, ingress, authenticator, gate, new PromptReader(prompt), clocks, config, json);
  }
}
