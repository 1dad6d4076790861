package dev.corral.proxy;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.corral.proxy.admission.Authenticator;
import dev.corral.proxy.admission.CachedKeys;
import dev.corral.proxy.admission.CachedPeople;
import dev.corral.proxy.admission.GatewayKeys;
import dev.corral.proxy.admission.GatewayPeople;
import dev.corral.proxy.admission.KeyConfig;
import dev.corral.proxy.admission.OidcConfig;
import dev.corral.proxy.admission.OidcTokens;
import dev.corral.proxy.peer.PeerClient;
import dev.corral.proxy.peer.PeerConfig;
import dev.corral.proxy.tally.Clocks;
import io.quarkus.oidc.TenantIdentityProvider;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/// Builds what says who is asking and how much they may use.
final class AdmissionWiring {
  @Produces
  @Singleton
  Authenticator authenticator(
      TenantIdentityProvider tokens,
      OidcConfig oidc,
      KeyConfig keys,
      GatewayKeys gateway,
      GatewayPeople people,
      Clocks clocks) {
    return new Authenticator(
        new OidcTokens(tokens, oidc),
        new CachedKeys(gateway, keys, clocks.wall()),
        new CachedPeople(people, keys, clocks.wall()));
  }

  @Produces
  @Singleton
  GatewayKeys gateway(PeerClient peer, PeerConfig config, ObjectMapper json) {
    return new GatewayKeys(peer, config.gateway().internalUrl(), json);
  }

  @Produces
  @Singleton
  GatewayPeople people(PeerClient peer, PeerConfig config, ObjectMapper json) {
    return new GatewayPeople(peer, config.gateway().internalUrl(), json);
  }
}
