package dev.corral.dispatcher.reconcile;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;

/// Counts calls, and ends everything at one of them.
final class Death {
  private final int at;
  private final boolean after;
  private int calls;

  /// The end of a process.
  static final class Died extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  Death(int at, boolean after) {
    this.at = at;
    this.after = after;
  }

  int calls() {
    return calls;
  }

  <T> T guard(Class<T> type, T target) {
    InvocationHandler handler =
        (proxy, method, arguments) -> {
          calls++;
          if (calls == at && !after) {
            throw new Died();
          }
          try {
            Object result = method.invoke(target, arguments);
            if (calls == at) {
              throw new Died();
            }
            return result;
          } catch (InvocationTargetException e) {
            throw e.getCause();
          }
        };
    return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
  }
}
