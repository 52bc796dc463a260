/** A capture worker that can't be started. */
throw new Error('stillborn');
