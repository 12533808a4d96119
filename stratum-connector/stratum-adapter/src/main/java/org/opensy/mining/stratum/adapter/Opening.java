package org.opensy.mining.stratum.adapter;

import org.opensy.mining.stratum.api.AdmissionControl;
import org.opensy.mining.stratum.api.JobSource;
import org.opensy.mining.stratum.api.ListenSettings;

/** What the application hands over when it opens its ports. Thread-safe. */
record Opening(ListenSettings settings, AdmissionControl admission, JobSource jobs) {}
