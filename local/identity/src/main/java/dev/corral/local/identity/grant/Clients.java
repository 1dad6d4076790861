package dev.corral.local.identity.grant;

import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// The registered clients.
public record Clients(List<Client> all) {
  public Optional<Client> find(String id) {
    return all.stream().filter(client -> client.id().equals(id)).findFirst();
  }

  /// The origins of the pages that may call the endpoints from a browser.
  public Set<String> origins() {
    return all.stream()
        .flatMap(client -> client.redirectUris().stream())
        .map(Clients::originOf)
        .collect(Collectors.toUnmodifiableSet());
  }

  /// True for exactly a registered address.
  public boolean mayReturnAfterLogout(URI uri) {
    return all.stream().anyMatch(client -> client.postLogoutUris().contains(uri));
  }

  private static String originOf(URI uri) {
    return uri.getScheme() + "://" + uri.getAuthority();
  }
}
