/**
 * What every form of the store does, as tests. Whoever writes a {@link dev.linkspan.store.Store} extends
 * {@link dev.linkspan.testkit.store.StoreContract} in a test and says how to open one; {@link
 * dev.linkspan.testkit.store.CrashContract} besides, if the store outlives its process. JUnit and AssertJ come with the test.
 */
@org.jspecify.annotations.NullMarked
package dev.linkspan.testkit.store;
