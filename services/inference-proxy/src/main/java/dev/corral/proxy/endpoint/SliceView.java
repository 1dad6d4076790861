package dev.corral.proxy.endpoint;

import java.util.List;

/// What the proxy reads of an EndpointSlice: the Service it belongs to and its ready addresses.
public record SliceView(String service, List<Replica> ready) {}
