// CommonJS, because the SDK finds it by its path with `require`, in the workflows' bundle and outside.
const { DefaultFailureConverter } = require('@temporalio/common');

/**
 * Puts an error's message and stack into a payload, which is encrypted like every other; what Temporal shows without the key is
 * "Encoded failure". A failure that came from Temporal is copied first: the SDK would take its message away, and an error that is
 * told twice, such as to two who wait for one order, would say nothing the second time.
 */
class HiddenFailures extends DefaultFailureConverter {
  constructor() {
    super({ encodeCommonAttributes: true });
  }

  /**
   * @override
   * @param {Parameters<DefaultFailureConverter['errorToFailureInner']>} args
   */
  errorToFailureInner(...args) {
    return { ...super.errorToFailureInner(...args) };
  }
}

exports.failureConverter = new HiddenFailures();
