using System.Text.Json.Nodes;
using SnapshotShare.Core.Commands;
using SnapshotShare.Core.Identity;
using SnapshotShare.Core.Ledger;
using SnapshotShare.Core.Ledger.Events;
using SnapshotShare.Core.Tests.Planning;

namespace SnapshotShare.Core.Tests.Commands;

/// <summary>The ledger as it is given away: line by line, every entry whole.</summary>
public sealed class the_ledger_in_lines
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public void has_what_was_hashed_with_its_hash()
    {
        var entry = Entry("""{"a":1}""");
        Assert.Equal(
            """{"actor":{"id":"id","name":"name","role":"role"},"at":"2023-12-21T09:00:00.000Z","details":{"a":1},"hash":"h","kind":"k","previous":"p","sequence":7,"subject":"s"}""",
            LedgerCommands.Line(entry)
        );
    }

    /// <summary>Somebody made it unreadable: it is told whole all the same, with its details as the text that they are, which no verifier takes for the entry.</summary>
    [Theory]
    [InlineData("{")]
    [InlineData("""{"a":1,"a":2}""")]
    [InlineData("""{"a":1.5}""")]
    public void has_an_entry_that_cannot_be_read_as_it_is(string details)
    {
        var line = JsonNode.Parse(LedgerCommands.Line(Entry(details)))!;
        Assert.Equal(details, (string)line["details"]!);
        line["details"] = null;
        Assert.Equal(
            """{"actor":{"id":"id","name":"name","role":"role"},"at":"2023-12-21T09:00:00.000Z","details":null,"hash":"h","kind":"k","previous":"p","sequence":7,"subject":"s"}""",
            line.ToJsonString()
        );
    }

    /// <summary>Quoted as RFC 4180 says, with nothing at the beginning of a field that a spreadsheet would take for a formula.</summary>
    [Theory]
    [InlineData("plain", "\"plain\"")]
    [InlineData("", "\"\"")]
    [InlineData("a \"b\", c", "\"a \"\"b\"\", c\"")]
    [InlineData("=1", "\"'=1\"")]
    [InlineData("+1", "\"'+1\"")]
    [InlineData("-1", "\"'-1\"")]
    [InlineData("@x", "\"'@x\"")]
    [InlineData("\tx", "\"'\tx\"")]
    [InlineData("a=1", "\"a=1\"")]
    public async Task has_every_field_of_a_spreadsheet_quoted(string name, string field)
    {
        await using var rig = await new Rig().OpenAsync();
        await WriteAsync(rig, name);
        var entry = (await rig.LedgerAsync())[^1];
        var lines = await LinesAsync(rig, new LedgerFilter(Subject: "s"), ExportFormat.Csv);
        Assert.Equal("sequence,at,kind,actorId,actorName,actorRole,subject,details,previous,hash\r\n", lines[0]);
        Assert.Equal(
            $"{entry.Sequence},{HashChain.Timestamp(entry.At)},\"freeze.lifted\",\"id\",{field},\"Admin\",\"s\","
                + $"\"{{\"\"setBy\"\":\"\"x\"\"}}\",\"{entry.PreviousHash}\",\"{entry.Hash}\"\r\n",
            Assert.Single(lines.Skip(1))
        );
    }

    [Fact]
    public async Task has_the_oldest_first_and_the_export_itself_is_told()
    {
        await using var rig = await new Rig().OpenAsync();
        await WriteAsync(rig, "one");
        await WriteAsync(rig, "two");
        var lines = await LinesAsync(rig, new LedgerFilter(Subject: "s"), ExportFormat.JsonLines);
        Assert.All(lines, line => Assert.EndsWith("}\n", line, StringComparison.Ordinal));
        Assert.Equal(["one", "two"], lines.Select(line => (string)JsonNode.Parse(line)!["actor"]!["name"]!));
        var told = Assert.IsType<LedgerExported>((await rig.LedgerAsync())[^1].ReadEvent());
        Assert.Equal(("JsonLines", "s"), (told.Format, (string?)told.Filter["subject"]));
        Assert.Equal((Rig.Auditor.Id, ""), ((await rig.LedgerAsync())[^1].ActorId, (await rig.LedgerAsync())[^1].Subject));
    }

    [Fact]
    public async Task is_checked_by_who_may_and_its_heads_given_up_only_where_they_are_lost()
    {
        await using var rig = await new Rig().OpenAsync();
        var verbs = rig.Get<LedgerCommands>();
        var (verdict, refusal) = await verbs.VerifyAsync(Rig.Auditor, Ct);
        Assert.Null(refusal);
        Assert.True(verdict!.Holds);

        Assert.Equal("not-your-role", (await verbs.GiveUpHeadsAsync(Rig.Auditor, Ct)).Refusal!.Message.Key);
        var entries = (await rig.LedgerAsync()).Count;
        (verdict, refusal) = await verbs.GiveUpHeadsAsync(Rig.Admin, Ct);
        Assert.Equal((null, "heads-not-lost"), (verdict, refusal!.Message.Key));
        Assert.Equal(entries, (await rig.LedgerAsync()).Count);
    }

    private static LedgerEntry Entry(string details) =>
        new()
        {
            Sequence = 7,
            At = Sample.Now,
            Kind = "k",
            ActorId = "id",
            ActorName = "name",
            ActorRole = "role",
            Subject = "s",
            Details = details,
            PreviousHash = "p",
            Hash = "h",
        };

    private static Task WriteAsync(Rig rig, string name) =>
        rig.Get<LedgerTransaction>()
            .WriteAsync(
                scope =>
                {
                    scope.Append(new Actor("id", name, [Role.Admin], SessionId: null), "s", new FreezeLifted("x"));
                    return Task.CompletedTask;
                },
                Ct
            );

    private static async Task<List<string>> LinesAsync(Rig rig, LedgerFilter filter, ExportFormat format)
    {
        var (lines, refusal) = await rig.Get<LedgerCommands>().ExportAsync(Rig.Auditor, filter, format, Ct);
        Assert.Null(refusal);
        var all = new List<string>();
        await foreach (var line in lines!.WithCancellation(Ct))
            all.Add(line);
        return all;
    }
}
