using System.Globalization;
using SnapshotShare.Benchmarks;

// `waiting [requests]`: one trip by the pipeline against the same trip with the AWS CLI's own waits, and many trips at once. Virtual
// time at AWS's pace, no network: only waiting is measured, and the figures are the same on every machine. Then what Hangfire adds to a
// look, in real time, with its records in memory and in a file.
// `ledger [entries]`: pages, exports and the check of a long ledger, as ratios to what sqlite3 and SHA-256 alone take on this machine.
// `pages [circuits [page]]`: first load, sort, filter and server memory of every page in Chromium, with 10,000 snapshots in each account.

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
var many = args is [_, var count, ..] ? int.Parse(count, CultureInfo.InvariantCulture) : (int?)null;
switch (args.FirstOrDefault())
{
    case "ledger":
        await Ledger.MeasureAsync(many ?? 1_000_000);
        return 0;
    case "pages":
        await Pages.MeasureAsync(many ?? 200, args.ElementAtOrDefault(2));
        return 0;
    case "waiting":
        // A thread without a synchronization context, like the simulation's: every continuation runs where its call is answered.
        var bench = new Thread(() => Waiting.Measure(many ?? 200));
        bench.Start();
        bench.Join();
        Console.WriteLine();
        AlarmClock.Measure();
        return 0;
    default:
        Console.Error.WriteLine("Say what to measure: waiting [requests], ledger [entries] or pages [circuits [page]].");
        return 2;
}
