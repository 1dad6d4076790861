/// The prompt check: a chat model judges a prompt that is data to it, and answers in a closed form.
@org.jspecify.annotations.NullMarked
package dev.corral.proxy.check;
