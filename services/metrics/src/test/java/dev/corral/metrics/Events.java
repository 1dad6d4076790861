package dev.corral.metrics;

import java.util.UUID;

/// Events as the providers send them, with fields that metrics does not know.
public final class Events {

  private Events() {}

  public static String lifecycle(String uid, long sequence, String owner, String group, String to) {
    return """
    {"specversion":"1.0","id":"%s","source":"corral/llm-dispatcher","type":"dev.corral.lifecycle.v1",
     "time":"2026-11-20T20:00:00.123Z","subject":"model/tiny","datacontenttype":"application/json",
     "data":{"kind":"model","name":"tiny","uid":"%s","sequence":%d,"owner":"%s","sharedWith":["%s"],
       "engine":"ollama","compute":"cpu","from":"launching","to":"%s","phase":"ready","message":"moved",
       "principal":"alice","at":"2026-11-20T20:00:00.100Z","newer":{"field":[1]}}}\
    """
        .formatted(uid + "-" + sequence, uid, sequence, owner, group, to);
  }

  /// A request that took 40 ms to the first token and 200 ms for its 20 tokens.
  public static String usage(UUID id, String at, String principal, String model) {
    return usage(id.toString(), at, principal, model, "done");
  }

  public static String usage(String id, String at, String principal, String model, String outcome) {
    return """
    {"specversion":"1.0","id":"%1$s","source":"corral/inference-proxy","type":"dev.corral.usage.v1",
     "time":"%2$s","subject":"model/%4$s","datacontenttype":"application/json",
     "data":{"requestId":"%1$s","at":"%2$s","principal":"%3$s","keyId":"k","model":"%4$s",
       "dialect":"openai","operation":"chat","tokensIn":10,"tokensOut":20,"tokensSource":"exact",
       "queueMs":0,"ttftMs":40,"generationMs":200,"totalMs":240,"outcome":"%5$s","coldStart":false,
       "bytesIn":200,"bytesOut":900}}\
    """
        .formatted(id, at, principal, model, outcome);
  }
}
