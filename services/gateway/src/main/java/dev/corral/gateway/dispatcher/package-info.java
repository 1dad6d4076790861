/// The gateway's narrow view of the llm-dispatcher: the fields it reads and the calls it makes.
@NullMarked
package dev.corral.gateway.dispatcher;

import org.jspecify.annotations.NullMarked;
