/**
 * A journal on the local disk: records are synced in groups, read again after a crash, and deleted
 * when somebody else has them. It does not know what is in a record.
 *
 * <p>May depend on the Java library and artemis-journal. Knows nothing of the pool, Jakarta or
 * databases.
 */
package org.opensy.mining.pool.journal;
