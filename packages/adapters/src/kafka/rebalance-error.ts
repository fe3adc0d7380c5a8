import kafkajs from 'kafkajs';

/** The error upon which kafkajs joins its group again. */
export function rebalanceError(): Error {
  const protocol = { type: 'REBALANCE_IN_PROGRESS', code: 27, retriable: false };
  const message = 'The partitions are given up, the group is joined again';
  return new kafkajs.KafkaJSProtocolError(Object.assign(new Error(message), protocol));
}
