using System.Reflection;
using Microsoft.EntityFrameworkCore;
using SnapshotShare.Core.Commands;
using SnapshotShare.Core.Findings;
using SnapshotShare.Core.Identity;
using SnapshotShare.Core.Ledger;
using SnapshotShare.Core.Ledger.Events;
using SnapshotShare.Core.Persistence;
using SnapshotShare.Core.Plans;

namespace SnapshotShare.Core.Tests.Commands;

/// <summary>What each command costs, and what one person's asking does to others.</summary>
public sealed class the_limits
{
    /// <summary>
    /// Every command and what it counts against. What takes exposure away, and whatever lets people in, is never refused for being too much.
    /// </summary>
    private static readonly Dictionary<string, Cost> Costs = new(StringComparer.Ordinal)
    {
        ["RequestCommands.CancelAsync"] = Cost.Never,
        ["RequestCommands.UnshareAsync"] = Cost.Never,
        ["DriftCommands.UnshareAsync"] = Cost.Never,
        ["FreezeCommands.FreezeAsync"] = Cost.Never,
        ["Sessions.StartAsync"] = Cost.Never,
        ["Sessions.EndAsync"] = Cost.Never,
        ["Sessions.StandsAsync"] = Cost.Never,
        ["LedgerCommands.ReadAsync"] = Cost.Read,
        ["RequestCommands.ApproveAsync"] = Cost.Change,
        ["RequestCommands.RejectAsync"] = Cost.Change,
        ["RequestCommands.ExtendAsync"] = Cost.Change,
        ["RequestCommands.ReadConnectionAsync"] = Cost.Change,
        ["DriftCommands.ProposeAdoptionAsync"] = Cost.Change,
        ["DriftCommands.ApproveAdoptionAsync"] = Cost.Change,
        ["FreezeCommands.LiftAsync"] = Cost.Change,
        ["StrayCommands.RemoveAsync"] = Cost.Change,
        ["RequestCommands.PreviewAsync"] = Cost.Aws,
        ["RequestCommands.RequestAsync"] = Cost.Aws,
        ["RequestCommands.RetryAsync"] = Cost.Aws,
        ["RouteChecks.CheckAsync"] = Cost.Aws,
        ["LedgerCommands.VerifyAsync"] = Cost.LedgerWalk,
        ["LedgerCommands.GiveUpHeadsAsync"] = Cost.LedgerWalk,
        ["LedgerCommands.ExportAsync"] = Cost.LedgerWalk,
        ["EvidenceCommands.TakeAsync"] = Cost.LedgerWalk,
    };

    /// <summary>What commands are made of.</summary>
    private static readonly Type[] NoCommands = [typeof(Authorizer), typeof(RefusedAttempts), typeof(Limits)];

    private static readonly LimitOptions One = new()
    {
        ReadsPerMinute = 1,
        ChangesPerMinute = 1,
        AwsPerMinute = 1,
        LedgerWalksPerMinute = 1,
        AtOnce = 1,
        Waiting = 0,
    };

    private static readonly Actor Everything = new("all", "all", Enum.GetValues<Role>(), SessionId: null);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public static TheoryData<string> Commands => [.. Methods.Keys.Order(StringComparer.Ordinal)];

    /// <summary>Whatever somebody can call in the room of commands, found by the actor that it asks for.</summary>
    private static Dictionary<string, MethodInfo> Methods { get; } =
        typeof(RequestCommands)
            .Assembly.GetExportedTypes()
            .Where(type => type.Namespace == typeof(RequestCommands).Namespace && !NoCommands.Contains(type))
            .SelectMany(type => type.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly))
            .Where(method =>
                typeof(Task).IsAssignableFrom(method.ReturnType)
                && (
                    method.DeclaringType == typeof(Sessions)
                    || Array.Exists(method.GetParameters(), parameter => parameter.ParameterType == typeof(Actor))
                )
            )
            .ToDictionary(method => $"{method.DeclaringType!.Name}.{method.Name}", StringComparer.Ordinal);

    [Fact]
    public void know_every_command() => Assert.Equal(Costs.Keys.Order(StringComparer.Ordinal), Methods.Keys.Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(Commands))]
    public async Task refuse_a_command_whose_own_budget_is_spent_and_one_that_takes_away_never(string command)
    {
        await using var rig = await new Rig { Limits = One }.OpenAsync();
        var asked = await rig.AskAsync();
        var other = Rig.Auditor with { Roles = Everything.Roles };
        Assert.Null(await RefusalAsync(rig, "LedgerCommands.VerifyAsync", other, asked.Id));
        Spend(rig, Everything, cost => cost != Costs[command]);
        Assert.NotEqual(RefusalKind.TooMany, (await RefusalAsync(rig, command, Everything, asked.Id))?.Kind);

        Spend(rig, Everything, cost => cost == Costs[command]);
        for (var times = 0; times < (Costs[command] == Cost.Never ? 30 : 1); times++)
        {
            var refusal = await RefusalAsync(rig, command, Everything, asked.Id);
            if (Costs[command] == Cost.Never)
                Assert.NotEqual(RefusalKind.TooMany, refusal?.Kind);
            else
                Assert.Equal(("too-many", RefusalKind.TooMany), (refusal?.Message.Key, refusal?.Kind));
        }
        Assert.NotEqual(RefusalKind.TooMany, (await RefusalAsync(rig, command, Rig.Admin, asked.Id))?.Kind);
    }

    [Fact]
    public async Task say_when_it_works_again_and_then_it_does()
    {
        await using var rig = await new Rig { Limits = new() { AwsPerMinute = 4 } }.OpenAsync();
        foreach (var _ in Enumerable.Range(0, 4))
            Assert.Null((await PreviewAsync(rig, Rig.Developer)).Refusal);
        var refused = (await PreviewAsync(rig, Rig.Developer)).Refusal!;
        var wait = refused.RetryAfter!.Value;
        Assert.InRange(wait, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(15));
        Assert.Equal(0, wait.Milliseconds);
        Assert.Contains($"{(int)wait.TotalSeconds} s", refused.Message.ToString(), StringComparison.Ordinal);

        rig.Time.Pass(wait);
        Assert.Null((await PreviewAsync(rig, Rig.Developer)).Refusal);
    }

    [Fact]
    public async Task are_summed_up_in_the_ledger_by_whom_they_refused()
    {
        await using var rig = await new Rig { Limits = One }.OpenAsync();
        for (var i = 0; i < 30; i++)
            await PreviewAsync(rig, Rig.Developer);
        await rig.Get<RefusedAttempts>().SumUpAsync(everybody: true, Ct);

        Assert.DoesNotContain(await rig.LedgerAsync(), entry => entry.Kind == LedgerKind.Refused);
        var entry = Assert.Single(await rig.LedgerAsync(), entry => entry.Kind == LedgerKind.LeftOut);
        Assert.Equal(Rig.Developer.Id, entry.ActorId);
        Assert.Equal(29, Assert.IsType<AttemptsLeftOut>(entry.ReadEvent()).Keys["too-many"]);
    }

    [Fact]
    public async Task let_few_of_a_person_s_commands_run_at_once_and_others_past_them()
    {
        var aws = new Closed();
        await using var rig = await new Rig
        {
            Limits = new() { AtOnce = 2, Waiting = 3 },
            Between = aws.Between,
        }.OpenAsync();
        var share = await rig.AskAsync();
        aws.Close();
        var asked = Enumerable.Range(0, 10).Select(_ => PreviewAsync(rig, Rig.Developer)).ToList();
        var refused = asked.Where(one => one.IsCompleted).ToList();
        Assert.Equal(5, refused.Count);
        foreach (var one in refused)
            Assert.Equal(("too-many-at-once", RefusalKind.TooMany), ((await one).Refusal!.Message.Key, (await one).Refusal!.Kind));
        await aws.AtTheDoorAsync(2);

        // Nobody else waits for them, and what takes away waits for nobody.
        var other = PreviewAsync(rig, Rig.Dba);
        Assert.False(other.IsCompleted);
        await aws.AtTheDoorAsync(3);
        Assert.Null((await rig.Verbs.CancelAsync(Rig.Developer, share.Id, "", Ct)).Refusal);
        Assert.Equal("nothing-shared", (await rig.Verbs.UnshareAsync(Rig.Developer, share.Id, Ct)).Refusal!.Message.Key);

        aws.Open();
        foreach (var one in asked.Append(other).Except(refused))
            Assert.Null((await one).Refusal);
    }

    [Fact]
    public async Task keep_no_place_for_somebody_who_hung_up_while_waiting()
    {
        var aws = new Closed();
        await using var rig = await new Rig
        {
            Limits = new() { AtOnce = 1, Waiting = 1 },
            Between = aws.Between,
        }.OpenAsync();
        aws.Close();
        var runs = PreviewAsync(rig, Rig.Developer);
        using var gone = new CancellationTokenSource();
        var waits = rig.Verbs.PreviewAsync(Rig.Developer, Rig.Terms, gone.Token);
        var refused = PreviewAsync(rig, Rig.Developer);
        Assert.True(refused.IsCompleted);
        Assert.Equal("too-many-at-once", (await refused).Refusal!.Message.Key);
        await gone.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waits);
        var next = PreviewAsync(rig, Rig.Developer);
        Assert.False(next.IsCompleted);
        aws.Open();
        Assert.Null((await runs).Refusal);
        Assert.Null((await next).Refusal);
    }

    [Fact]
    public async Task hold_an_export_s_place_until_its_last_line_is_read_or_its_reader_gone()
    {
        await using var rig = await new Rig
        {
            Limits = new() { AtOnce = 1, Waiting = 0 },
        }.OpenAsync();
        var commands = rig.Get<LedgerCommands>();
        foreach (var isReadToItsEnd in new[] { true, false })
        {
            var (lines, _) = await commands.ExportAsync(Rig.Auditor, new LedgerFilter(), ExportFormat.JsonLines, Ct);
            Assert.Equal("too-many-at-once", (await commands.VerifyAsync(Rig.Auditor, Ct)).Refusal?.Message.Key);
            await foreach (var _ in lines!)
                if (!isReadToItsEnd)
                    break;
            Assert.Null((await commands.VerifyAsync(Rig.Auditor, Ct)).Refusal);
        }
        await using (var db = await rig.Get<IDbContextFactory<Db>>().CreateDbContextAsync(Ct))
            await db.Database.ExecuteSqlRawAsync(
                "CREATE TRIGGER broken BEFORE INSERT ON Ledger BEGIN SELECT RAISE(ABORT, 'full'); END",
                Ct
            );
        foreach (var _ in Enumerable.Range(0, 2))
            Assert.Equal(
                "records-unavailable",
                (await commands.ExportAsync(Rig.Auditor, new LedgerFilter(), ExportFormat.JsonLines, Ct)).Refusal?.Message.Key
            );
    }

    [Theory]
    [InlineData(nameof(LimitOptions.ReadsPerMinute), 0)]
    [InlineData(nameof(LimitOptions.ChangesPerMinute), -1)]
    [InlineData(nameof(LimitOptions.AwsPerMinute), 0)]
    [InlineData(nameof(LimitOptions.LedgerWalksPerMinute), 1_000_001)]
    [InlineData(nameof(LimitOptions.AtOnce), 0)]
    [InlineData(nameof(LimitOptions.Waiting), -1)]
    [InlineData(nameof(LimitOptions.AddressPerMinute), 0)]
    public void are_refused_where_they_would_let_nothing_through(string key, int value)
    {
        var options = new LimitOptions();
        Assert.Empty(options.Mistakes());
        typeof(LimitOptions).GetProperty(key)!.SetValue(options, value);
        Assert.StartsWith($"Limits:{key}: ", Assert.Single(options.Mistakes()), StringComparison.Ordinal);
    }

    private static Task<CommandResult<Plan>> PreviewAsync(Rig rig, Actor actor) => rig.Verbs.PreviewAsync(actor, Rig.Terms, Ct);

    private static void Spend(Rig rig, Actor actor, Func<Cost, bool> which)
    {
        foreach (var cost in Enum.GetValues<Cost>().Where(cost => cost != Cost.Never && which(cost)))
            rig.Get<Limits>().Refuses(actor, cost);
    }

    /// <summary>Calls it with arguments that make sense, and answers its refusal, whatever shape its answer has.</summary>
    private static async Task<Refusal?> RefusalAsync(Rig rig, string command, Actor actor, string requestId)
    {
        var method = Methods[command];
        var get = typeof(Rig).GetMethod(nameof(Rig.Get))!.MakeGenericMethod(method.DeclaringType!);
        var call = (Task)method.Invoke(get.Invoke(rig, []), [.. method.GetParameters().Select(Argument)])!;
        await call;
        var answer = call.GetType().GetProperty("Result")!.GetValue(call);
        return (answer?.GetType().GetProperty("Refusal")?.GetValue(answer) ?? answer?.GetType().GetField("Item2")?.GetValue(answer))
            as Refusal;

        object? Argument(ParameterInfo parameter) =>
            parameter.ParameterType switch
            {
                var type when type == typeof(Actor) => actor,
                var type when type == typeof(CancellationToken) => Ct,
                var type when type == typeof(RequestTerms) => Rig.Terms,
                var type when type == typeof(LedgerFilter) => new LedgerFilter(),
                var type when type == typeof(ExportFormat) => ExportFormat.Csv,
                var type when type == typeof(TimeSpan) => TimeSpan.FromHours(1),
                var type when type == typeof(DateTime) => rig.Time.GetUtcNow().UtcDateTime.AddDays(1),
                var type when type == typeof(IReadOnlyCollection<Role>) => actor.Roles,
                var type when type == typeof(Func<IQueryable<LedgerEntry>, IQueryable<LedgerEntry>>) => new Func<
                    IQueryable<LedgerEntry>,
                    IQueryable<LedgerEntry>
                >(all => all.Take(1)),
                _ when parameter.HasDefaultValue => parameter.DefaultValue,
                _ when parameter.Name == "requestId" => requestId,
                _ when parameter.Name == "routeName" => "prod-to-dev",
                var type when type == typeof(string) => "x",
                var type => throw new NotSupportedException($"{command} asks for {type}: say what makes sense for it."),
            };
    }

    /// <summary>An AWS that answers nobody while it is closed.</summary>
    private sealed class Closed
    {
        private TaskCompletionSource _open = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private int _waiting;

        public Closed() => _open.SetResult();

        /// <summary>Until so many wait there.</summary>
        public async Task AtTheDoorAsync(int callers)
        {
            var began = TimeProvider.System.GetTimestamp();
            while (Volatile.Read(ref _waiting) < callers && TimeProvider.System.GetElapsedTime(began) < TimeSpan.FromMinutes(1))
                await Task.Delay(TimeSpan.FromMilliseconds(5), TimeProvider.System, Ct);
            Assert.Equal(callers, _waiting);
        }

        public HttpMessageHandler Between(HttpMessageHandler aws) => new Handler(this) { InnerHandler = aws };

        public void Close() => _open = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public void Open() => _open.SetResult();

        private sealed class Handler(Closed door) : DelegatingHandler
        {
            protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
            {
                var open = door._open.Task;
                if (!open.IsCompleted)
                    Interlocked.Increment(ref door._waiting);
                await open;
                return await base.SendAsync(request, cancellationToken);
            }
        }
    }
}
