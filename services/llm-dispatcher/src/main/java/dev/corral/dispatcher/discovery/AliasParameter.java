package dev.corral.dispatcher.discovery;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jboss.logging.Logger;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.ParameterType;

/// Publishes the aliases of what is offered as a parameter of SSM: as many as fit into one.
final class AliasParameter implements Consumer<Snapshot> {
  static final int LARGEST = 4096;
  private static final Logger LOG = Logger.getLogger(AliasParameter.class);
  private static final JsonMapper JSON = new JsonMapper();

  private final SsmClient ssm;
  private final String parameter;

  AliasParameter(SsmClient ssm, String parameter) {
    this.ssm = ssm;
    this.parameter = parameter;
  }

  /// @param more how many are left out
  record Content(List<String> models, int more) {}

  @Override
  public void accept(Snapshot snapshot) {
    try {
      String value = text(snapshot);
      ssm.putParameter(
          r -> r.name(parameter).value(value).type(ParameterType.STRING).overwrite(true));
    } catch (SdkException e) {
      LOG.warnf("the aliases are not published: %s", Refusal.words(e));
    }
  }

  static String text(Snapshot snapshot) {
    var aliases =
        snapshot.entries().stream()
            .filter(entry -> entry instanceof Entry.Listed)
            .map(entry -> entry.listing().alias())
            .toList();
    var fitting = new ArrayList<>(aliases);
    String text = json(new Content(fitting, 0));
    while (text.getBytes(StandardCharsets.UTF_8).length > LARGEST) {
      fitting.removeLast();
      text = json(new Content(fitting, aliases.size() - fitting.size()));
    }
    return text;
  }

  private static String json(Content content) {
    try {
      return JSON.writeValueAsString(content);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }
}
