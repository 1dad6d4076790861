package dev.corral.metrics.report;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.corral.metrics.Surroundings;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/// The API's description in `src/main/contract` is the one that the code has. Run with
/// `-Dcontract.write=true` to write it out after a change.
@QuarkusTest
@WithTestResource(Surroundings.class)
class OpenApiTest {

  private static final Path CONTRACT = Path.of("src/main/contract/openapi.yaml");

  @SuppressWarnings("NullAway.Init")
  @TestHTTPResource(value = "/openapi", management = true)
  URI openapi;

  @Test
  void theDescriptionIsChecked() throws IOException {
    var actual = RestAssured.get(openapi).then().statusCode(200).extract().asString();
    if (Boolean.getBoolean("contract.write")) {
      Files.writeString(CONTRACT, actual);
    }
    assertEquals(
        Files.readString(CONTRACT),
        actual,
        "The API changed. If it is meant: mvn -pl services/metrics test -Dtest=OpenApiTest"
            + " -Dcontract.write=true");
  }
}
