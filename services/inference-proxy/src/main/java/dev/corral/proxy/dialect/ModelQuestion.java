package dev.corral.proxy.dialect;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.corral.proxy.problem.Problem;
import dev.corral.proxy.problem.ProblemException;
import java.io.IOException;

/// The body of a question about one model, as Ollama's clients send it.
public final class ModelQuestion {
  private ModelQuestion() {}

  /// The model that is asked about, or the problem to answer with is thrown.
  public static String model(byte[] body) {
    try {
      JsonNode asked = JsonText.MAPPER.readTree(body);
      String model = asked.path("model").asText(asked.path("name").asText(""));
      if (model.isEmpty()) {
        throw new ProblemException(
            new Problem.InvalidField("model", "The field 'model' is required."));
      }
      return model;
    } catch (JsonProcessingException e) {
      throw new ProblemException(new Problem.Malformed("The body is not valid JSON."));
    } catch (IOException e) {
      throw new ProblemException(new Problem.Internal());
    }
  }
}
