package dev.corral.dispatcher.discovery;

import dev.corral.dispatcher.litellm.Route;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/// The routes by which a LiteLLM app could ask Bedrock by itself.
final class BedrockRoutes {
  private BedrockRoutes() {}

  static List<Route> of(Snapshot snapshot, String region, Instant now, Duration grace) {
    return snapshot.entries().stream()
        .filter(entry -> Standing.of(entry, now, grace).state() != Standing.State.GONE)
        .map(Entry::listing)
        .<Route>map(listing ->
            new Route.Bedrock(listing.alias(), listing.address().id(), region, mode(listing)))
        .toList();
  }

  private static Route.Mode mode(Listing listing) {
    List<String> outputs = listing.traits().outputs();
    if (outputs.contains("TEXT") || outputs.isEmpty()) {
      return Route.Mode.CHAT;
    }
    return outputs.contains("IMAGE") ? Route.Mode.IMAGE : Route.Mode.EMBEDDING;
  }
}
