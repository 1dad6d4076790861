package dev.corral.dispatcher.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.corral.dispatcher.journey.StandIns;
import dev.corral.dispatcher.lead.Election;
import dev.corral.dispatcher.lead.ElectionTimes;
import dev.corral.dispatcher.lead.Fence;
import dev.corral.dispatcher.lead.FenceTable;
import dev.corral.dispatcher.lead.Leases;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.KeyType;

/// The election through a real API server and a real table; only the clocks are ours.
@QuarkusTest
@QuarkusTestResource(StandIns.class)
class ClusterLeaseTest {
  private static final String NAMESPACE = "elections";

  @Inject KubernetesClient client;
  @Inject ElectionTimes times;
  @Inject DynamoDbClient dynamo;

  private final AtomicLong nanos = new AtomicLong();
  private Fence fence;

  @BeforeEach
  void prepare() {
    var namespace =
        new NamespaceBuilder().withNewMetadata().withName(NAMESPACE).endMetadata().build();
    client.resource(namespace).serverSideApply();
    client.leases().inNamespace(NAMESPACE).delete();
    String table = "elections-" + System.nanoTime();
    dynamo.createTable(r ->
        r.tableName(table)
            .billingMode("PAY_PER_REQUEST")
            .attributeDefinitions(a -> a.attributeName("id").attributeType("S"))
            .keySchema(k -> k.attributeName("id").keyType(KeyType.HASH)));
    fence = new FenceTable(dynamo, table);
  }

  @Test
  void fiveMinutesOfSkewChangeNothing() {
    Election early = elector("early", Duration.ofMinutes(-5));
    Election late = elector("late", Duration.ofMinutes(5));
    early.step();
    late.step();
    assertThat(early.leads()).isTrue();
    assertThat(late.leads()).isFalse();
    nanos.addAndGet(times.renewDeadline().toNanos());
    early.step();
    nanos.addAndGet(times.renewDeadline().toNanos());
    late.step();
    assertThat(late.leads()).as("early renewed in between").isFalse();
    nanos.addAndGet(times.leaseDuration().toNanos());
    late.step();
    assertThat(early.leads()).isFalse();
    assertThat(late.leads()).isTrue();
    assertThat(late.generation()).isEqualTo(early.generation() + 1);
    early.step();
    assertThat(early.leads()).isFalse();
  }

  @Test
  void ofManyWhoTryAtOnceOneWins() throws Exception {
    for (int round = 0; round < 5; round++) {
      List<Election> all =
          List.of("a", "b", "c", "d").stream().map(n -> elector(n, Duration.ZERO)).toList();
      try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
        var tries = all.stream().map(e -> (Callable<Object>) () -> step(e)).toList();
        for (var ended : threads.invokeAll(tries)) {
          assertThat(ended.get()).isNotNull();
        }
      }
      assertThat(all.stream().filter(Election::leads)).hasSize(1);
      all.forEach(Election::resign);
    }
  }

  private static Object step(Election election) {
    election.step();
    return election;
  }

  private Election elector(String name, Duration skew) {
    Leases leases = new ClusterLease(client, NAMESPACE, "test");
    var clocks = new Election.Clocks(nanos::get, Clock.offset(Clock.systemUTC(), skew));
    return new Election(leases, fence, name, times, clocks);
  }
}
