package dev.corral.gateway.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.corral.gateway.problem.Problem;
import dev.corral.gateway.problem.ProblemException;
import java.lang.reflect.Proxy;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.KeysAndAttributes;

class KeyTableTest {
  private static final String TABLE = "corral-keys";
  private static final String ONE = "aaaaaaaaaaaa";
  private static final String TWO = "bbbbbbbbbbbb";

  private final Deque<List<Map<String, AttributeValue>>> asked = new ArrayDeque<>();

  @Test
  void whatAThrottledTableLeftOutIsAskedForAgain() {
    KeyTable table = new KeyTable(answering(1), TABLE);
    assertThat(table.all(List.of(ONE, TWO))).extracting(ApiKey::id).containsExactly(ONE, TWO);
    assertThat(asked).hasSize(2);
    assertThat(asked.getLast()).containsExactly(Map.of("pk", KeyItem.pk(TWO)));
  }

  @Test
  void aKeyThatCannotBeReadIsNeverTakenForGone() {
    KeyTable table = new KeyTable(answering(0), TABLE);
    assertThatThrownBy(() -> table.all(List.of(ONE, TWO)))
        .isInstanceOfSatisfying(
            ProblemException.class,
            e -> assertThat(e.problem()).isInstanceOf(Problem.UpstreamUnavailable.class));
    assertThat(asked).hasSize(5);
  }

  /// A client whose answers hold that many of the keys asked for, and leave out the rest.
  private DynamoDbClient answering(int most) {
    return (DynamoDbClient)
        Proxy.newProxyInstance(
            KeyTableTest.class.getClassLoader(),
            new Class<?>[] {DynamoDbClient.class},
            (self, method, arguments) -> {
              @SuppressWarnings("unchecked")
              Consumer<BatchGetItemRequest.Builder> write =
                  (Consumer<BatchGetItemRequest.Builder>) arguments[0];
              BatchGetItemRequest.Builder request = BatchGetItemRequest.builder();
              write.accept(request);
              return answer(
                  Objects.requireNonNull(request.build().requestItems().get(TABLE)), most);
            });
  }

  private BatchGetItemResponse answer(KeysAndAttributes wanted, int most) {
    List<Map<String, AttributeValue>> keys = wanted.keys();
    asked.add(keys);
    int read = Math.min(most, keys.size());
    BatchGetItemResponse.Builder answer =
        BatchGetItemResponse.builder()
            .responses(
                Map.of(TABLE, keys.subList(0, read).stream().map(KeyTableTest::item).toList()));
    if (read < keys.size()) {
      KeysAndAttributes left = wanted.toBuilder().keys(keys.subList(read, keys.size())).build();
      answer.unprocessedKeys(Map.of(TABLE, left));
    }
    return answer.build();
  }

  private static Map<String, AttributeValue> item(Map<String, AttributeValue> key) {
    String id =
        List.of(ONE, TWO).stream()
            .filter(i -> KeyItem.pk(i).equals(key.get("pk")))
            .findFirst()
            .orElseThrow();
    return KeyItem.write(
        new ApiKey(
            id,
            "0".repeat(64),
            new ApiKey.Owner("alice", List.of()),
            "a key",
            new ApiKey.Scope(List.of("*"), List.of("openai")),
            new ApiKey.Life(Instant.EPOCH, Optional.empty())));
  }
}
