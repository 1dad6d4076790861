package dev.corral.proxy;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.corral.proxy.admission.Authenticator;
import dev.corral.proxy.admission.Gate;
import dev.corral.proxy.bedrock.Bedrock;
import dev.corral.proxy.bedrock.BedrockConfig;
import dev.corral.proxy.dialect.PromptConfig;
import dev.corral.proxy.dialect.PromptReader;
import dev.corral.proxy.endpoint.ClusterWatch;
import dev.corral.proxy.endpoint.EndpointConfig;
import dev.corral.proxy.endpoint.EndpointTable;
import dev.corral.proxy.limit.LimitConfig;
import dev.corral.proxy.limit.LimitGate;
import dev.corral.proxy.limit.LimitStore;
import dev.corral.proxy.peer.PeerClient;
import dev.corral.proxy.peer.PeerConfig;
import dev.corral.proxy.peer.ServiceAccounts;
import dev.corral.proxy.peer.ServiceToken;
import dev.corral.proxy.relay.AsyncPrompts;
import dev.corral.proxy.relay.Fallback;
import dev.corral.proxy.relay.ImageWorks;
import dev.corral.proxy.relay.Ingress;
import dev.corral.proxy.relay.Lanes;
import dev.corral.proxy.relay.Pace;
import dev.corral.proxy.relay.Prefixes;
import dev.corral.proxy.relay.Relay;
import dev.corral.proxy.relay.RelayConfig;
import dev.corral.proxy.relay.Upstreams;
import dev.corral.proxy.routing.LeastLoad;
import dev.corral.proxy.routing.PrefixHash;
import dev.corral.proxy.routing.ReplicaHealth;
import dev.corral.proxy.routing.ReplicaLoads;
import dev.corral.proxy.routing.RoutingConfig;
import dev.corral.proxy.tally.Activity;
import dev.corral.proxy.tally.Clocks;
import dev.corral.proxy.tally.FileJournal;
import dev.corral.proxy.tally.JournalConfig;
import dev.corral.proxy.tally.ProxyMetrics;
import dev.corral.proxy.tally.SqsUsageQueue;
import dev.corral.proxy.tally.Tally;
import dev.corral.proxy.tally.UsageConfig;
import dev.corral.proxy.tally.UsageJournal;
import dev.corral.proxy.tally.UsageOutbox;
import dev.corral.proxy.trace.Traces;
import dev.corral.proxy.translation.Ids;
import dev.corral.proxy.translation.Passages;
import dev.corral.proxy.upstream.AddressGuard;
import dev.corral.proxy.upstream.Addresses;
import dev.corral.proxy.upstream.Door;
import dev.corral.proxy.upstream.EngineKeyConfig;
import dev.corral.proxy.upstream.EngineKeys;
import dev.corral.proxy.upstream.ExternalConfig;
import dev.corral.proxy.upstream.ExternalEndpoints;
import dev.corral.proxy.wake.DispatcherClient;
import dev.corral.proxy.wake.FallbackConfig;
import dev.corral.proxy.wake.IdleOrders;
import dev.corral.proxy.wake.WakeConfig;
import dev.corral.proxy.wake.WakeDesk;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.arc.DefaultBean;
import io.vertx.core.Vertx;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;
import software.amazon.awssdk.services.sqs.SqsAsyncClient;

/// Builds the plain classes of the features from their configuration.
final class Wiring {
  private static final Logger LOG = Logger.getLogger(Wiring.class);

  @Produces
  @Singleton
  Clocks clocks() {
    return Clocks.system();
  }

  @Produces
  @Singleton
  PeerClient peer(PeerConfig config, Clocks clocks) {
    ServiceToken token = new ServiceToken(config.serviceTokenFile().map(Path::of), clocks.wall());
    return new PeerClient(token, config.peerTimeout());
  }

  @Produces
  @Singleton
  ServiceAccounts accounts(PeerConfig config, ObjectMapper json) {
    return new ServiceAccounts(config.cluster(), json);
  }

  @Produces
  @Singleton
  EndpointTable table() {
    return new EndpointTable();
  }

  @Produces
  @Singleton
  ClusterWatch watch(
      KubernetesClient client,
      PeerConfig config,
      EndpointTable table,
      EndpointConfig endpoint,
      ScheduledExecutorService background) {
    return new ClusterWatch(client, config.workloadNamespace(), table, endpoint, background);
  }

  @Produces
  @Singleton
  DispatcherClient dispatcher(PeerClient peer, PeerConfig config, ObjectMapper json) {
    return new DispatcherClient(peer, config.dispatcher().url(), json);
  }

  @Produces
  @Singleton
  WakeDesk wakes(
      DispatcherClient dispatcher,
      WakeConfig wake,
      ScheduledExecutorService background,
      Clocks clocks) {
    return new WakeDesk(dispatcher, wake, background, clocks.wall());
  }

  @Produces
  @Singleton
  IdleOrders idleOrders(
      DispatcherClient dispatcher,
      ScheduledExecutorService background,
      Clocks clocks,
      MeterRegistry registry) {
    return new IdleOrders(
        dispatcher,
        clocks.wall(),
        (pause, work) -> background.schedule(work, pause.toMillis(), TimeUnit.MILLISECONDS),
        outcome -> registry.counter("corral.idle.timeout", "outcome", outcome).increment());
  }

  @Produces
  @Singleton
  Lanes lanes(
      EndpointTable table,
      WakeDesk wakes,
      IdleOrders idle,
      RoutingConfig routing,
      Clocks clocks,
      MeterRegistry registry) {
    ReplicaLoads loads = new ReplicaLoads();
    ReplicaHealth.Rule rule =
        new ReplicaHealth.Rule(routing.ejectAfter(), routing.ejectFor(), routing.ejectAtMost());
    return new Lanes(
        table,
        new PrefixHash(
            loads, new LeastLoad(loads), routing.meanLoadFactor(), routing.replication()),
        loads,
        new ReplicaHealth(
            rule, clocks.nanos(), registry.counter("corral.replica.ejections")::increment),
        new Prefixes(routing.prefixHash(), routing.prefixBytes()),
        wakes,
        idle);
  }

  @Produces
  @Singleton
  Pace pace(RelayConfig relay, WakeConfig wake, PromptConfig prompt) {
    return new Pace(relay, wake, prompt);
  }

  @Produces
  @Singleton
  Activity activity(Clocks clocks) throws UnknownHostException {
    return new Activity(InetAddress.getLocalHost().getHostName(), clocks.wall());
  }

  @Produces
  @Singleton
  UsageOutbox outbox(
      SqsAsyncClient sqs,
      UsageConfig config,
      JournalConfig journal,
      ObjectMapper json,
      MeterRegistry registry) {
    return new UsageOutbox(
        new SqsUsageQueue(sqs, config.usage(), json),
        journal(journal, json, registry),
        config,
        registry);
  }

  /// A journal that cannot be written must not keep models from answering.
  private static UsageJournal journal(
      JournalConfig config, ObjectMapper json, MeterRegistry registry) {
    if (config.journalDir().isEmpty()) {
      LOG.warn("corral.usage.journal-dir is not set: a killed process loses its usage");
      return UsageJournal.NONE;
    }
    try {
      return new FileJournal(Path.of(config.journalDir().get()), config, json, registry);
    } catch (IOException e) {
      registry.counter("corral.usage.journal.skipped", "reason", "disk").increment();
      LOG.errorf("usage cannot be written ahead: %s", e.getClass().getSimpleName());
      return UsageJournal.NONE;
    }
  }

  @Produces
  @Singleton
  Tally tally(Activity activity, MeterRegistry registry, UsageOutbox outbox) {
    return new Tally(activity, new ProxyMetrics(registry), outbox);
  }

  @Produces
  @Singleton
  Gate gate(LimitConfig limits, LimitStore store, MeterRegistry registry) {
    return new LimitGate(
        store, limits, unit -> registry.counter("corral.limits.refused", "unit", unit).increment());
  }

  @Produces
  @Singleton
  Relay relay(
      Vertx vertx,
      Lanes lanes,
      Upstreams upstreams,
      Pace pace,
      Tally tally,
      Traces traces,
      Clocks clocks,
      MeterRegistry registry) {
    Passages passages = new Passages(pace.prompt(), clocks.wall(), Ids.random());
    Relay relay = new Relay(vertx, lanes, upstreams, pace, tally, traces, passages);
    Gauge.builder("corral.exchanges.running", relay, Relay::running)
        .description("requests that this replica holds or answers now")
        .register(registry);
    return relay;
  }

  /// How names are looked up; a test may know other names.
  @Produces
  @Singleton
  @DefaultBean
  Addresses addresses() {
    return Addresses.system();
  }

  @Produces
  @Singleton
  Upstreams upstreams(
      EngineKeyConfig keys,
      ExternalConfig external,
      Addresses addresses,
      BedrockConfig bedrock,
      RelayConfig relay) {
    AddressGuard guard = new AddressGuard(external.allowPrivate());
    return new Upstreams(
        new EngineKeys(keys.engineKeyFile()),
        new Upstreams.External(
            external, new ExternalEndpoints(external), new Door(addresses, guard)),
        bedrock.region().map(region -> Bedrock.in(region, bedrock, longestSilence(relay))));
  }

  /// The exchange's own deadlines come first: they know what to say.
  private static Duration longestSilence(RelayConfig relay) {
    return relay.firstToken().plus(relay.idle()).plus(relay.stuckReader());
  }

  @Produces
  @Singleton
  Ingress ingress(
      Authenticator authenticator,
      Gate gate,
      PromptConfig prompt,
      Relay relay,
      AsyncPrompts async,
      FallbackConfig fallback,
      Tally tally,
      Clocks clocks,
      ImageWorks works) {
    return new Ingress(
        new Ingress.Admission(authenticator, gate),
        new Ingress.Books(tally, clocks),
        new PromptReader(prompt),
        relay,
        async,
        new Fallback(relay, fallback.fallback()),
        works);
  }
}
