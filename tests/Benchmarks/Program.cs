// What waiting costs: one trip by the pipeline against the same trip with the AWS CLI's own waits, and many trips at once.
// Virtual time at AWS's pace, no network: only waiting is measured, and the figures are the same on every machine.

using System.Globalization;
using SnapshotShare.Benchmarks;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
var many = args is [var count] ? int.Parse(count, CultureInfo.InvariantCulture) : 200;

// A thread without a synchronization context, like the simulation's: every continuation runs where its call is answered.
var bench = new Thread(() => Waiting.Measure(many));
bench.Start();
bench.Join();
