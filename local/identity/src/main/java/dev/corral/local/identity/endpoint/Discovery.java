package dev.corral.local.identity.endpoint;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.oauth2.sdk.GrantType;
import com.nimbusds.oauth2.sdk.ResponseMode;
import com.nimbusds.oauth2.sdk.ResponseType;
import com.nimbusds.oauth2.sdk.Scope;
import com.nimbusds.oauth2.sdk.auth.ClientAuthenticationMethod;
import com.nimbusds.oauth2.sdk.id.Issuer;
import com.nimbusds.oauth2.sdk.pkce.CodeChallengeMethod;
import com.nimbusds.openid.connect.sdk.SubjectType;
import com.nimbusds.openid.connect.sdk.op.OIDCProviderMetadata;
import java.net.URI;
import java.util.List;

/// The addresses and abilities of this provider.
record Discovery(Issuer issuer) {
  URI authorize() {
    return at("/authorize");
  }

  URI token() {
    return at("/token");
  }

  String json() {
    var metadata =
        new OIDCProviderMetadata(issuer, List.of(SubjectType.PUBLIC), at("/.well-known/jwks.json"));
    metadata.setAuthorizationEndpointURI(authorize());
    metadata.setTokenEndpointURI(token());
    metadata.setUserInfoEndpointURI(at("/userinfo"));
    metadata.setEndSessionEndpointURI(at("/logout"));
    metadata.setScopes(new Scope("openid", "profile"));
    metadata.setResponseTypes(List.of(ResponseType.CODE));
    metadata.setResponseModes(List.of(ResponseMode.QUERY));
    metadata.setGrantTypes(List.of(GrantType.AUTHORIZATION_CODE, GrantType.REFRESH_TOKEN));
    metadata.setCodeChallengeMethods(List.of(CodeChallengeMethod.S256));
    metadata.setTokenEndpointAuthMethods(List.of(ClientAuthenticationMethod.NONE));
    metadata.setIDTokenJWSAlgs(List.of(JWSAlgorithm.RS256));
    metadata.setSupportsAuthorizationResponseIssuerParam(true);
    return metadata.toJSONObject().toJSONString();
  }

  private URI at(String path) {
    return URI.create(issuer.getValue() + path);
  }
}
