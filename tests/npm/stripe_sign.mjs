// SPDX-License-Identifier: MIT
//
// Signs events as Stripe does, with its official library: each line of input is {"event", "secret", "timestamp"}, each line of output
// {"payload", "header"}.
import readline from "node:readline";
import Stripe from "stripe";

const stripe = new Stripe("sk_test_none");
for await (const line of readline.createInterface({ input: process.stdin })) {
  const { event, secret, timestamp } = JSON.parse(line);
  const payload = JSON.stringify(event, null, 2);
  const header = stripe.webhooks.generateTestHeaderString({ payload, secret, timestamp });
  console.log(JSON.stringify({ payload, header }));
}
