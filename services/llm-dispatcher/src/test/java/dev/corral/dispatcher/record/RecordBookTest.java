package dev.corral.dispatcher.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.corral.dispatcher.journey.StandIns;
import dev.corral.dispatcher.kill.KillSwitch;
import dev.corral.dispatcher.kill.KilledException;
import dev.corral.dispatcher.lead.Leadership;
import dev.corral.dispatcher.lead.NotLeadingException;
import dev.corral.dispatcher.lifecycle.WorkloadState;
import dev.corral.dispatcher.resource.Engine;
import dev.corral.dispatcher.resource.ModelSpec;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/// What a transaction refuses, in a real table.
@QuarkusTest
@QuarkusTestResource(StandIns.class)
class RecordBookTest {
  @Inject DynamoDbClient dynamo;
  @Inject RecordTables tables;
  @Inject RecordBook.Telling telling;
  @Inject Records records;
  @Inject KillSwitch kill;
  @Inject Leadership leader;
  @Inject Clock clock;

  private final String uid = UUID.randomUUID().toString();

  @Test
  void aLeaderOfThePastIsRefusedWhateverItBelieves() {
    Awaitility.await().atMost(Duration.ofSeconds(60)).until(leader::leads);
    Leadership past =
        new Leadership() {
          @Override
          public boolean leads() {
            return true;
          }

          @Override
          public long generation() {
            return leader.generation() - 1;
          }
        };
    var book =
        new RecordBook(dynamo, tables, telling, past, List.of(new Fenced(past, tables.control())));
    assertThatThrownBy(() -> book.commit(begin())).isInstanceOf(NotLeadingException.class);
    assertThat(records.find(uid)).isEmpty();
  }

  @Test
  void noLaunchIsRecordedWhileKilled() {
    Awaitility.await().atMost(Duration.ofSeconds(60)).until(leader::leads);
    kill.raise("ann", "test");
    try {
      assertThatThrownBy(() -> records.commit(begin())).isInstanceOf(KilledException.class);
      assertThat(records.find(uid)).isEmpty();
    } finally {
      kill.rearm("ann");
    }
    records.commit(begin());
    assertThat(records.find(uid)).isPresent();
    assertThatThrownBy(() -> records.commit(begin())).isInstanceOf(StaleRecordException.class);
  }

  private Change begin() {
    var now = clock.instant();
    var spec =
        new ModelSpec(
                Engine.OLLAMA,
                "ollama://tiny",
                "alice",
                null,
                null,
                null,
                null,
                "5m",
                null,
                null,
                null,
                null,
                null,
                null)
            .defaulted();
    var record =
        WorkloadRecord.first(uid, "never", spec, WorkloadState.Launching.begin(now, "alice"));
    return new Change.Told(
        Optional.empty(), record, now, Optional.of("Created"), "Created.", "alice");
  }
}
