package dev.corral.gateway.contract;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.PathItem;
import org.eclipse.microprofile.openapi.models.responses.APIResponse;

/// Adds to each operation the problems that it can answer with, and who may call it, so that no
/// resource repeats them.
public class ProblemsInContract implements OASFilter {
  private static final String PROBLEM = "#/components/schemas/Problem";
  private static final Map<String, String> WORDS =
      Map.of(
          "400", "A field is invalid or unknown, or the body is not JSON",
          "401", "No valid access token",
          "403", "Not allowed",
          "404", "Not there, or not yours to see",
          "409", "The name is taken, or not possible now",
          "429", "Too much at once",
          "503", "A part of Corral does not answer; see Retry-After");

  @Override
  public void filterOpenAPI(OpenAPI api) {
    Map<String, PathItem> paths = api.getPaths().getPathItems();
    paths.forEach((path, item) ->
        item.getOperations().forEach((verb, operation) -> complete(path, operation)));
  }

  private static void complete(String path, Operation operation) {
    if (!path.startsWith("/api/")) {
      return;
    }
    operation.addSecurityRequirement(
        OASFactory.createSecurityRequirement().addScheme("people", List.of()));
    problems(path, operation)
        .forEach((status, words) -> operation.getResponses().addAPIResponse(status, words));
  }

  private static Map<String, APIResponse> problems(String path, Operation operation) {
    Map<String, APIResponse> found = new LinkedHashMap<>();
    if (operation.getRequestBody() != null || operation.getParameters() != null) {
      add(found, "400");
    }
    add(found, "401");
    add(found, "403");
    if (path.contains("{")) {
      add(found, "404");
    }
    if (operation.getRequestBody() != null) {
      add(found, "409");
    }
    if (path.endsWith("/events")) {
      add(found, "429");
    }
    add(found, "503");
    return found;
  }

  private static void add(Map<String, APIResponse> found, String status) {
    found.put(
        status,
        OASFactory.createAPIResponse()
            .description(WORDS.get(status))
            .content(
                OASFactory.createContent()
                    .addMediaType(
                        "application/problem+json",
                        OASFactory.createMediaType()
                            .schema(OASFactory.createSchema().ref(PROBLEM)))));
  }
}
