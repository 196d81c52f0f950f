using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using SnapshotShare.Core;
using SnapshotShare.Core.Commands;
using SnapshotShare.Core.Identity;
using SnapshotShare.Core.Ledger;
using SnapshotShare.Core.Ledger.Events;
using SnapshotShare.Core.Persistence;
using SnapshotShare.Core.Topology;
using SnapshotShare.Web.Hosting;

namespace SnapshotShare.Benchmarks;

/// <summary>A ledger of a million entries: pages, filters, exports and the check, each beside what <c>sqlite3</c> or plain SHA-256 takes for it.</summary>
internal static class Ledger
{
    private const int Requests = 1000;
    private const int Page = 51;
    private static readonly Actor Auditor = new("auditor", "auditor", [Role.Auditor], SessionId: null);
    private static readonly DateTime Begin = new(2040, 1, 1, 0, 0, 0, DateTimeKind.Utc);
    private static readonly string[] Kinds =
    [
        LedgerKind.Intent,
        LedgerKind.Result,
        LedgerKind.StepDone,
        LedgerKind.StatusChanged,
        LedgerKind.Approved,
        LedgerKind.Requested,
    ];

    public static async Task MeasureAsync(int entries)
    {
        var folder = Directory.CreateTempSubdirectory("snapshotshare-ledger-").FullName;
        try
        {
            await using var services = Services(folder);
            await services.GetRequiredService<CoreStartup>().OpenAsync(CancellationToken.None);
            var file = Path.Combine(folder, "ledger.db");
            var filling = Stopwatch.StartNew();
            await FillAsync(file, entries);
            Console.WriteLine(
                $"{entries:N0} entries in {new FileInfo(file).Length / 1e6:F0} MB, written in {filling.Elapsed.TotalSeconds:F0} s"
            );
            await PagesAsync(services, file, entries);
            await ExportsAsync(services, file, folder);
            await ChecksAsync(services);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static ServiceProvider Services(string folder)
    {
        var (topology, _) = AwsTopologyReader.Read(
            new AwsOptions
            {
                Accounts =
                {
                    ["prod"] = new() { AccountId = "987654321000", Region = "ap-northeast-1" },
                    ["dev"] = new() { AccountId = "123456789000", Region = "ap-northeast-1" },
                },
                Routes =
                {
                    ["prod-to-dev"] = new()
                    {
                        From = "prod",
                        To = "dev",
                        SharingKey = "alias/dev-altplus-key",
                        TargetKey = "alias/aws/rds",
                        SubnetGroup = "dev-db-subnets",
                        SecurityGroups = ["sg-0d3adb33f01230de1"],
                        InstanceClass = "db.r6g.large",
                    },
                },
            }
        );
        return new ServiceCollection()
            .AddLogging()
            .AddSingleton(TimeProvider.System)
            .AddCore(
                topology!,
                new CoreOptions
                {
                    ConnectionString = $"Data Source={Path.Combine(folder, "ledger.db")}",
                    Environment = new DatabaseEnvironment("sandbox", ["987654321000", "123456789000"], "Personas"),
                    Timings = Timings.From(new TimingOptions(), speed: 1),
                    HeadsFolder = folder,
                }
            )
            .BuildServiceProvider();
    }

    /// <summary>As the lane would have left it, a thousand entries to a request; only faster.</summary>
    private static async Task FillAsync(string file, int entries)
    {
        await using var connection = new SqliteConnection($"Data Source={file}");
        await connection.OpenAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        await using var read = connection.CreateCommand();
        read.CommandText = "SELECT COALESCE(MAX(Sequence), 0), (SELECT Hash FROM Ledger ORDER BY Sequence DESC LIMIT 1) FROM Ledger";
        var (sequence, previous) = (0L, HashChain.Genesis);
        await using (var row = await read.ExecuteReaderAsync())
        {
            if (await row.ReadAsync() && row.GetInt64(0) > 0)
                (sequence, previous) = (row.GetInt64(0), row.GetString(1));
        }
        await using var insert = connection.CreateCommand();
        insert.CommandText =
            "INSERT INTO Ledger (Sequence, At, Kind, ActorId, ActorName, ActorRole, Subject, Details, PreviousHash, Hash) VALUES ($s, $at, $kind, $actor, $actor, 'system', $subject, $details, $previous, $hash)";
        foreach (var name in new[] { "$s", "$at", "$kind", "$actor", "$subject", "$details", "$previous", "$hash" })
            insert.Parameters.Add(new SqliteParameter { ParameterName = name });
        while (++sequence <= entries)
        {
            var entry = Entry(sequence, previous, hash: "");
            entry = Entry(sequence, previous, HashChain.Hash(entry));
            object[] values =
            [
                sequence,
                new DateTimeOffset(entry.At).ToUnixTimeMilliseconds(),
                entry.Kind,
                entry.ActorId,
                entry.Subject,
                entry.Details,
                previous,
                entry.Hash,
            ];
            for (var i = 0; i < values.Length; i++)
                insert.Parameters[i].Value = values[i];
            await insert.ExecuteNonQueryAsync();
            previous = entry.Hash;
        }
        await FillRequestsAsync(connection);
        await transaction.CommitAsync();
    }

    /// <summary>Rows that the filters by account, cluster and snapshot look into; nothing else reads them here.</summary>
    private static async Task FillRequestsAsync(SqliteConnection connection)
    {
        var columns = new List<(string Name, bool IsText)>();
        await using var info = connection.CreateCommand();
        info.CommandText = "SELECT name, type FROM pragma_table_info('Requests')";
        await using (var rows = await info.ExecuteReaderAsync())
            while (await rows.ReadAsync())
                columns.Add((rows.GetString(0), rows.GetString(1) == "TEXT"));
        for (var i = 0; i < Requests; i++)
        {
            await using var insert = connection.CreateCommand();
            var values = columns.Select(column =>
                column.Name switch
                {
                    "Id" => $"'{RequestId(i)}'",
                    "SourceCluster" => $"'cluster-{i % 20}'",
                    "Plan" =>
                        $$"""'{"from":{"account":"prod","accountId":"987654321000"},"to":{"account":"dev","accountId":"123456789000"},"source":{"identifier":"rds:cluster-{{i % 20}}","arn":"arn"},"sharingSnapshot":"from-{{i}}"}'""",
                    _ => column.IsText ? "'{}'" : "0",
                }
            );
            insert.CommandText =
                $"INSERT INTO Requests ({string.Join(", ", columns.Select(column => $"\"{column.Name}\""))}) VALUES ({string.Join(", ", values)})";
            await insert.ExecuteNonQueryAsync();
        }
    }

    private static string RequestId(int i) => string.Create(CultureInfo.InvariantCulture, $"request{i:D9}");

    private static LedgerEntry Entry(long sequence, string previous, string hash) =>
        new()
        {
            Sequence = sequence,
            At = Begin.AddSeconds(sequence),
            Kind = Kinds[sequence % Kinds.Length],
            ActorId = sequence % 7 == 0 ? $"person-{sequence % 50}" : "engine",
            ActorName = sequence % 7 == 0 ? $"person-{sequence % 50}" : "engine",
            ActorRole = "system",
            Subject = RequestId((int)(sequence / 1000 % Requests)),
            Details = CanonicalJson.Write(
                new System.Text.Json.Nodes.JsonObject
                {
                    ["account"] = "prod",
                    ["awsRequestId"] = "4f0c7c5e-9d7b-4c55-8f1e-0123456789ab",
                    ["operation"] = "CopyDBClusterSnapshot",
                    ["parameters"] = $"TargetDBClusterSnapshotIdentifier=from-prod-altplus-cluster-to-dev-{sequence}",
                    ["step"] = "CopyForSharing",
                }
            ),
            PreviousHash = previous,
            Hash = hash,
        };

    private static async Task PagesAsync(ServiceProvider services, string file, int entries)
    {
        var middle = entries / 2;
        var from = Begin.AddSeconds(middle);
        var milliseconds = new DateTimeOffset(from).ToUnixTimeMilliseconds();
        (string What, LedgerFilter Filter, long Before, string Where)[] reads =
        [
            ("first page", new LedgerFilter(), long.MaxValue, "1"),
            ("a page in the middle", new LedgerFilter(), middle, $"Sequence < {middle}"),
            ("the last page", new LedgerFilter(), Page, $"Sequence < {Page}"),
            ("one request", new LedgerFilter(RequestId(500)), long.MaxValue, $"Subject = '{RequestId(500)}'"),
            ("one person", new LedgerFilter(Person: "person-7"), long.MaxValue, "ActorId = 'person-7'"),
            ("one kind", new LedgerFilter(Kind: LedgerKind.Approved), long.MaxValue, $"Kind = '{LedgerKind.Approved}'"),
            ("the busiest of all", new LedgerFilter(Person: "engine"), long.MaxValue, "ActorId = 'engine'"),
            ("a person nobody is", new LedgerFilter(Person: "nobody"), long.MaxValue, "ActorName = 'nobody'"),
            ("from a time on", new LedgerFilter(From: from), long.MaxValue, $"At >= {milliseconds}"),
            (
                "one cluster",
                new LedgerFilter(Cluster: "cluster-7"),
                long.MaxValue,
                "Subject IN (SELECT Id FROM Requests WHERE SourceCluster = 'cluster-7')"
            ),
        ];
        Console.WriteLine("History, one page of 50            page ms   sqlite3 ms   ratio");
        var databases = services.GetRequiredService<IDbContextFactory<Db>>();
        foreach (var (what, filter, before, where) in reads)
        {
            var times = new List<double>();
            for (var i = 0; i < 23; i++)
            {
                var clock = Stopwatch.StartNew();
                await using var db = await databases.CreateDbContextAsync();
                var query = await filter.OfAsync(db, CancellationToken.None);
                await query.Where(entry => entry.Sequence < before).OrderByDescending(entry => entry.Sequence).Take(Page).ToListAsync();
                if (i >= 3)
                    times.Add(clock.Elapsed.TotalMilliseconds);
            }
            var ours = times.Order().ElementAt(times.Count / 2);
            var theirs = Sqlite3(file, $"SELECT * FROM Ledger WHERE {where} ORDER BY Sequence DESC LIMIT {Page};", repeated: 20);
            Console.WriteLine($"  {what, -30} {ours, 9:F2} {theirs, 12:F2} {ours / theirs, 7:F1}");
        }
    }

    private static async Task ExportsAsync(ServiceProvider services, string file, string folder)
    {
        Console.WriteLine("Export                          s     MB/s   peak MB   sqlite3 s   ratio");
        var verbs = services.GetRequiredService<LedgerCommands>();
        foreach (var (format, flag) in new[] { (ExportFormat.JsonLines, "-json"), (ExportFormat.Csv, "-csv") })
        {
            GC.Collect();
            var floor = GC.GetTotalMemory(forceFullCollection: true);
            var (bytes, lines, peak) = (0L, 0L, 0L);
            var to = Path.Combine(folder, $"export.{format}");
            var clock = Stopwatch.StartNew();
            var (export, _) = await verbs.ExportAsync(Auditor, new LedgerFilter(), format, CancellationToken.None);
            await using (var output = new StreamWriter(to))
                await foreach (var line in export!)
                {
                    bytes += Encoding.UTF8.GetByteCount(line);
                    await output.WriteAsync(line);
                    if (++lines % 20_000 == 0)
                        peak = Math.Max(peak, GC.GetTotalMemory(forceFullCollection: true) - floor);
                }
            var ours = clock.Elapsed.TotalSeconds;
            var theirs = Sqlite3(file, "SELECT * FROM Ledger ORDER BY Sequence;", repeated: 1, flag) / 1000;
            Console.WriteLine(
                $"  {format, -22} {ours, 8:F1} {bytes / 1e6 / ours, 8:F0} {peak / 1e6, 9:F1} {theirs, 11:F1} {ours / theirs, 7:F1}"
            );
            File.Delete(to);
        }
    }

    private static async Task ChecksAsync(ServiceProvider services)
    {
        var clock = Stopwatch.StartNew();
        var verdict = await services.GetRequiredService<LedgerCheck>().CheckAsync(CancellationToken.None);
        var ours = verdict.Entries / clock.Elapsed.TotalSeconds;
        if (!verdict.Holds)
            throw new InvalidOperationException($"The ledger does not hold from entry {verdict.FirstBad} on.");
        await using var db = await services.GetRequiredService<IDbContextFactory<Db>>().CreateDbContextAsync();
        var contents = (await db.Ledger.AsNoTracking().Take(50_000).ToListAsync())
            .Select(entry => Encoding.UTF8.GetBytes(CanonicalJson.Write(HashChain.Content(entry))))
            .ToList();
        var sink = 0;
        clock.Restart();
        for (var i = 0; i < 10; i++)
            foreach (var content in contents)
                sink ^= SHA256.HashData(content)[0];
        var plain = 10 * contents.Count / clock.Elapsed.TotalSeconds;
        Console.WriteLine(
            $"Check of the whole ledger: {ours:N0} entries/s; SHA-256 of the same bytes alone: {plain:N0}/s ({plain / ours:F0} times as many; {sink & 1})"
        );
    }

    /// <summary>Milliseconds of one statement in the shell that SQLite's authors ship, its start not counted.</summary>
    private static double Sqlite3(string file, string sql, int repeated, string flag = "-list")
    {
        var with = Run(string.Concat(Enumerable.Repeat(sql, repeated)));
        var without = repeated == 1 ? TimeSpan.Zero : Run("SELECT 1;");
        return (with - without).TotalMilliseconds / repeated;

        TimeSpan Run(string script)
        {
            var start = new ProcessStartInfo("sqlite3", [flag, file])
            {
                UseShellExecute = false,
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
            };
            var clock = Stopwatch.StartNew();
            using var process = Process.Start(start)!;
            process.StandardInput.Write(script);
            process.StandardInput.Close();
            var buffer = new char[1 << 16];
            while (process.StandardOutput.Read(buffer) > 0) { }
            process.WaitForExit();
            return clock.Elapsed;
        }
    }
}
