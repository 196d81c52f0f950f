using System.Globalization;
using System.Net.Http.Json;
using Microsoft.AspNetCore.Components.Server;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using SnapshotShare.AwsSandbox;
using SnapshotShare.Browser.Tests;
using SnapshotShare.Core.Identity;
using SnapshotShare.Core.Ledger;
using SnapshotShare.Core.Ledger.Events;
using SnapshotShare.Core.Observing;
using SnapshotShare.Core.Plans;
using SnapshotShare.Core.Requests;
using SnapshotShare.Core.Shares;
using SnapshotShare.Core.Workflows;
using SnapshotShare.Web.Pages.HowItWorks;

namespace SnapshotShare.Benchmarks;

/// <summary>
/// Page by page in Chromium, with accounts and a history as large as they get: what the first load costs, when something useful is on
/// the screen and when it answers, how long a sort and a filter take, and what an open page costs the server.
/// </summary>
internal sealed class Pages : IAsyncDisposable
{
    private const int Snapshots = 10_000;
    private const int Requests = 1_000;
    private const int Rounds = 5;
    private const string Widest = "before-release-000042";
    private static readonly Actor Developer = new("persona-requester", "developer", [Role.Requester], SessionId: null);
    private static readonly Actor Dba = new("persona-approver", "DBA", [Role.Approver], SessionId: null);
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("snapshotshare-pages-");
    private Sandbox? _sandbox;
    private Application? _app;
    private IPlaywright? _playwright;
    private IBrowser? _browser;
    private string _signedIn = null!;

    /// <summary>Each with what somebody opens it for.</summary>
    private static readonly (string Name, string Path, string Useful)[] All =
    [
        ("overview", "/", ".account-card .counts"),
        ("snapshots", "/snapshots?prod=manual", "tbody tr .name"),
        ("snapshot", $"/snapshots/prod/{Widest}", "#what"),
        ("requests", "/requests?state=over", "tbody tr .name"),
        ("ask", "/requests/new", ".ask input[list]"),
        ("request", $"/requests/{Id(4)}", "svg.wide .node"),
        ("approvals", "/approvals", ".sheet svg.wide .node"),
        ("exposure", "/exposure", "main table tbody tr"),
        ("routes", "/routes", "main .facts"),
        ("history", "/history", "main .timeline > li"),
        ("how it works", "/how-it-works", "svg.wide .node"),
    ];

    public static async Task MeasureAsync(int circuits, string? only)
    {
        await using var pages = new Pages();
        var measured = All.Where(page => only is null || page.Name == only).ToList();
        await pages.StartAsync();
        Console.WriteLine(
            $"{Snapshots:N0} snapshots in each account, {Requests:N0} requests; medians of {Rounds} cold loads at 1440 × 900, signed in as admin."
        );
        Console.WriteLine();
        Console.WriteLine("page          requests      KB  KB by socket*  paint ms  useful ms   alive ms");
        foreach (var (name, path, useful) in measured)
            await pages.FirstLoadAsync(name, path, useful);
        Console.WriteLine("* before the socket's own compression, which the browser does not tell of.");
        Console.WriteLine();
        if (only is null)
        {
            await pages.SortAndFilterAsync("snapshots", "/snapshots?prod=manual", "#prod-snapshots-panel", "009999");
            await pages.SortAndFilterAsync("requests", "/requests?state=over", "#requests-panel", filter: null);
        }
        Console.WriteLine();
        Console.WriteLine($"server heap     MB with none    KB for 1   KB each of {circuits}");
        foreach (var (name, path, _) in measured)
            await pages.MemoryAsync(name, path, circuits);
    }

    public async ValueTask DisposeAsync()
    {
        // Whatever had begun when it failed; what failed is then told.
        if (_browser is not null)
            await _browser.DisposeAsync();
        _playwright?.Dispose();
        if (_app is not null)
            await _app.DisposeAsync();
        if (_sandbox is not null)
            await _sandbox.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    private static string Id(int number) => string.Create(CultureInfo.InvariantCulture, $"bench{number:00000000000}");

    private async Task StartAsync()
    {
        _sandbox = await Sandbox.StartAsync(
            new SandboxOptions { Speed = 1, DataFolder = _folder.FullName },
            TimeProvider.System,
            CancellationToken.None
        );
        using (var control = new HttpClient { BaseAddress = _sandbox.Endpoint })
            foreach (var (account, prefix) in new[] { ("987654321000", "before-release"), ("123456789000", "experiment") })
                using (
                    var answer = await control.PostAsJsonAsync(
                        "_sandbox/snapshots",
                        new
                        {
                            account,
                            count = Snapshots,
                            prefix,
                        }
                    )
                )
                    answer.EnsureSuccessStatusCode();
        _app = new Application(
            speed: 1,
            host =>
                host.UseSetting("Aws:Sandbox:Enabled", "false")
                    .UseSetting("Aws:ServiceUrl", _sandbox.Endpoint.ToString())
                    .UseSetting("Aws:Credentials:AccessKeyId", "AKIASANDBOXOPERATOR1")
                    .UseSetting("Aws:Credentials:SecretAccessKey", "sandbox-secret")
                    // Looked at once, so that nothing runs beside what is measured.
                    .UseSetting("Aws:Pace:Look", "02:00:00")
                    .ConfigureServices(services =>
                        services.Configure<CircuitOptions>(options => options.DisconnectedCircuitMaxRetained = 0)
                    )
        );
        await FillAsync();
        var observer = _app!.Services.GetRequiredService<Observer>();
        while (new[] { "prod", "dev" }.Any(account => observer.View(account).Snapshots.Count(s => s.SharedWith is not null) < Snapshots))
            await Task.Delay(TimeSpan.FromMilliseconds(500), TimeProvider.System);
        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(
            new()
            {
                ExecutablePath = Environment.GetEnvironmentVariable("CHROMIUM") ?? "/usr/bin/chromium",
                Args = ["--no-sandbox", "--disable-background-networking"],
            }
        );
        await using var context = await _browser!.NewContextAsync(new() { BaseURL = _app!.Address.ToString() });
        var page = await context.NewPageAsync();
        await page.GotoAsync("/sign-in");
        await page.Locator("button:has-text('admin')").ClickAsync();
        await page.Locator(".person-name").WaitForAsync();
        _signedIn = await context.StorageStateAsync();
    }

    /// <summary>
    /// A year of trips: most are over, some clusters are alive, some wait for an answer, and of some the share stands. Each with its
    /// decision, its share and what the ledger says of it, written through the product's own ledger.
    /// </summary>
    private async Task FillAsync()
    {
        var ledger = _app!.Services.GetRequiredService<LedgerTransaction>();
        for (var first = 0; first < Requests; first += 20)
        {
            var numbers = Enumerable.Range(first, 20);
            await ledger.WriteAsync(
                scope =>
                {
                    foreach (var number in numbers)
                        Add(scope, number);
                    return Task.CompletedTask;
                },
                CancellationToken.None
            );
        }
        var verdict = await _app!.Services.GetRequiredService<LedgerCheck>().CheckAsync(CancellationToken.None);
        if (!verdict.Holds)
            throw new InvalidOperationException($"The ledger does not hold: {verdict.Fault}");
    }

    private static void Add(LedgerScope scope, int number)
    {
        var status = (number % 100) switch
        {
            1 => RequestStatus.Ready,
            2 => RequestStatus.WaitingForApproval,
            3 => RequestStatus.Rejected,
            4 => RequestStatus.Running,
            _ => RequestStatus.Ended,
        };
        var ran = status is RequestStatus.Ready or RequestStatus.Running or RequestStatus.Ended;
        var (now, plan) = (scope.Now, Example.Plan with { TargetCluster = $"dev-altplus-{number}" });
        var asked = now.AddHours(-number - 1);
        var request = new Request
        {
            Id = Id(number),
            Installation = Example.Request.Installation,
            RequesterId = Developer.Id,
            RequesterName = Developer.Name,
            CreatedAt = asked,
            DecideBy = now.AddYears(1),
            Terms = Example.Request.Terms with { Reason = "to look at a slow query" },
            SourceCluster = plan.Source.Cluster,
            Status = status,
            Plan = plan,
            PlanVersion = 1,
            ApprovedDigest = ran ? plan.Digest : null,
            Steps = [.. plan.Steps.Select(step => State(step.Name, status, asked))],
            ReadyAt = status is RequestStatus.Ready or RequestStatus.Ended ? asked.AddMinutes(50) : null,
            ExpiresAt = status is RequestStatus.Ready ? now.AddYears(1) : null,
            EndedAt = status is RequestStatus.Ended or RequestStatus.Rejected ? asked.AddMinutes(55) : null,
        };
        scope.Db.Requests.Add(request);
        scope.Append(
            Developer,
            request.Id,
            new RequestCreated(plan.Goal.ToString(), plan.Route, plan.Source.Arn, plan.TargetCluster, request.Terms.Reason)
        );
        scope.Append(Actor.Engine, request.Id, new RequestPlanned(1, plan.Digest, PlanDigest.Subject(plan)));
        if (status is RequestStatus.WaitingForApproval)
            return;
        scope.Db.Decisions.Add(
            new Decision
            {
                RequestId = request.Id,
                PlanVersion = 1,
                Digest = plan.Digest,
                Verdict = ran ? Verdict.Approved : Verdict.Rejected,
                ActorId = Dba.Id,
                ActorName = Dba.Name,
                Reason = "as agreed",
                At = asked.AddMinutes(4),
            }
        );
        scope.Append(
            Dba,
            request.Id,
            ran ? new RequestApproved(1, plan.Digest, "as agreed") : new RequestRejected(1, plan.Digest, "as agreed")
        );
        if (!ran)
            return;
        scope.Append(Actor.Engine, request.Id, new StatusChanged("Approved", "Running", Reason: null));
        foreach (var step in request.Steps.Where(step => step.Status is not StepStatus.NotYet))
        {
            var (name, at) = (step.Name.ToString(), Workflow.Step(step.Name).Number);
            if (Workflow.ChangeOf(request, step.Name) is { } deed)
            {
                scope.Append(
                    Actor.Engine,
                    request.Id,
                    new ChangeIntended(deed.Account, deed.Operation, deed.Parameters, deed.Cli, name, at, Attempt: 1)
                );
                scope.Append(
                    Actor.Engine,
                    request.Id,
                    new ChangeResult(deed.Operation, ChangeOutcome.Accepted, Step: name, Number: at, Attempt: 1)
                );
            }
            if (step.Status is StepStatus.Done)
                scope.Append(Actor.Engine, request.Id, new StepDone(name, at, step.Evidence));
        }
        var closed = status is RequestStatus.Running ? (DateTime?)null : asked.AddMinutes(30);
        scope.Db.Shares.Add(
            new Share
            {
                RequestId = request.Id,
                SourceAccount = plan.From.Account,
                SnapshotIdentifier = plan.SharingSnapshot,
                SnapshotArn = plan.SharingSnapshotArn,
                TargetAccountId = plan.To.AccountId,
                SnapshotIsOurs = true,
                IntendedAt = asked.AddMinutes(15),
                // Nothing is to be closed while it is measured.
                Deadline = now.AddYears(1),
                OpenedAt = asked.AddMinutes(15),
                ClosedAt = closed,
                ProvenAt = closed,
                WatchEndedAt = closed,
                NextLookAt = now.AddYears(1),
            }
        );
    }

    /// <summary>One that runs is busy with the copy in the target account, and shared until it has it.</summary>
    private static StepState State(StepName step, RequestStatus status, DateTime asked)
    {
        var reached = status switch
        {
            RequestStatus.Running when step is StepName.CopyInTarget => StepStatus.Running,
            RequestStatus.Running => step < StepName.CopyInTarget ? StepStatus.Done : StepStatus.NotYet,
            RequestStatus.Ready or RequestStatus.Ended => StepStatus.Done,
            _ => StepStatus.NotYet,
        };
        if (reached is StepStatus.NotYet)
            return new StepState(step, reached);
        var began = asked.AddMinutes(5);
        return new StepState(step, reached)
        {
            StartedAt = began,
            EndedAt = reached is StepStatus.Done ? began.AddMinutes(9) : null,
            AwsStatus = reached is StepStatus.Done ? "available" : "copying",
            Percent = reached is StepStatus.Done ? null : 40,
            Attempt = new Attempt(
                1,
                step.ToString(),
                began,
                new AttemptResponse(began, "11112222-3333-4444-5555-666677778888", Fault: null)
            ),
        };
    }

    private Task<IBrowserContext> ContextAsync() =>
        _browser!.NewContextAsync(
            new()
            {
                BaseURL = _app!.Address.ToString(),
                StorageState = _signedIn,
                ViewportSize = new() { Width = 1440, Height = 900 },
                // Two hundred moving pictures in one browser would measure the browser.
                ReducedMotion = ReducedMotion.Reduce,
            }
        );

    private async Task FirstLoadAsync(string name, string path, string useful)
    {
        var rounds = new List<Load>();
        // One more, which warms the server and does not count.
        for (var round = 0; round <= Rounds; round++)
            rounds.Add(await LoadAsync(path, useful));
        rounds.RemoveAt(0);
        Console.WriteLine(
            $"{name, -14}{Median(rounds, load => load.Requests), 9:F0}{Median(rounds, load => load.Bytes / 1e3), 8:F0}{Median(rounds, load => load.SocketBytes / 1e3), 15:F0}{Median(rounds, load => load.Paint), 10:F0}{Median(rounds, load => load.Useful), 11:F0}{Median(rounds, load => load.Alive), 11:F0}"
        );
    }

    private async Task<Load> LoadAsync(string path, string useful)
    {
        await using var context = await ContextAsync();
        var page = await context.NewPageAsync();
        await page.AddInitScriptAsync(
            $$"""
            window.seen = {};
            const look = () => {
              if (!seen.useful && document.querySelector({{System.Text.Json.JsonSerializer.Serialize(
                useful
            )}})) seen.useful = performance.now();
              if (!seen.alive && document.querySelector("main[data-live]")) seen.alive = performance.now();
            };
            new MutationObserver(look).observe(document, { subtree: true, childList: true, attributes: true });
            """
        );
        var cdp = await context.NewCDPSessionAsync(page);
        await cdp.SendAsync("Network.enable");
        var (requests, bytes, socket) = (0, 0.0, 0.0);
        cdp.Event("Network.loadingFinished").OnEvent += (_, data) =>
        {
            requests++;
            bytes += data!.Value.GetProperty("encodedDataLength").GetDouble();
        };
        cdp.Event("Network.webSocketFrameReceived").OnEvent += (_, data) =>
            // Binary frames come base64, four letters for three bytes.
            socket += data!.Value.GetProperty("response").GetProperty("payloadData").GetString()!.Length * 0.75;
        await page.GotoAsync(path);
        await page.Locator("main[data-live]").WaitForAsync();
        await page.WaitForTimeoutAsync(400);
        var seen = await page.EvaluateAsync<double[]>(
            "[performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? 0, seen.useful ?? -1, seen.alive ?? -1]"
        );
        return new Load(requests, bytes, socket, seen[0], seen[1], seen[2]);
    }

    private async Task SortAndFilterAsync(string name, string path, string panel, string? filter)
    {
        await using var context = await ContextAsync();
        var page = await context.NewPageAsync();
        await page.GotoAsync(path);
        await page.Locator("main[data-live]").WaitForAsync();
        await page.Locator($"{panel} tbody tr[aria-rowindex='2']").WaitForAsync();
        // Once turned by name, every further press turns all rows round.
        await page.Locator($"{panel} .sort").First.ClickAsync();
        await page.WaitForTimeoutAsync(500);
        var sorts = new List<double>();
        for (var round = 0; round <= Rounds; round++)
            sorts.Add(await UntilRowsChangeAsync(page, panel, "document.querySelector(panel + ' .sort').click()"));
        Console.Write($"{name}: sort {Median(sorts[1..], ms => ms):F0} ms");
        if (filter is not null)
        {
            var filters = new List<double>();
            for (var round = 0; round <= Rounds; round++)
            {
                foreach (var text in new[] { filter, "" })
                {
                    var type =
                        $"const box = document.querySelector(panel).closest('section').querySelector('input[type=search]'); box.value = '{text}'; box.dispatchEvent(new Event('input', {{ bubbles: true }}))";
                    filters.Add(await UntilRowsChangeAsync(page, panel, type));
                }
            }
            Console.Write($", filter {Median(filters[2..], ms => ms):F0} ms");
        }
        Console.WriteLine(" from the press to the new rows");
    }

    private static Task<double> UntilRowsChangeAsync(IPage page, string panel, string act) =>
        page.EvaluateAsync<double>(
            $$"""
            (panel) => new Promise((done, failed) => {
              setTimeout(() => failed(new Error("The rows did not change.")), 20000);
              const rows = () => [...document.querySelectorAll(panel + " tbody .name")].slice(0, 5).map((row) => row.textContent).join();
              const before = rows();
              const began = performance.now();
              const watch = new MutationObserver(() => {
                if (rows() === before || rows() === "") return;
                watch.disconnect();
                done(performance.now() - began);
              });
              watch.observe(document.querySelector(panel), { subtree: true, childList: true, characterData: true });
              {{act}};
            })
            """,
            panel
        );

    private async Task MemoryAsync(string name, string path, int circuits)
    {
        await using var context = await ContextAsync();
        await OpenAsync(context, path, 1);
        foreach (var page in context.Pages.ToList())
            await page.CloseAsync();
        var none = await HeapAsync();
        await OpenAsync(context, path, 1);
        var one = await HeapAsync();
        await OpenAsync(context, path, circuits - 1);
        var many = await HeapAsync();
        Console.WriteLine($"{name, -14}{none / 1e6, 14:F1}{(one - none) / 1e3, 12:F0}{(many - none) / 1e3 / circuits, 14:F0}");
    }

    private static async Task OpenAsync(IBrowserContext context, string path, int count)
    {
        for (var opened = 0; opened < count; opened++)
        {
            var page = await context.NewPageAsync();
            await page.GotoAsync(path, new() { WaitUntil = WaitUntilState.Commit });
            await page.Locator("main[data-live]").WaitForAsync(new() { Timeout = 60_000 });
        }
    }

    /// <summary>Bytes that live on the managed heap when everybody has had time to settle.</summary>
    private static async Task<double> HeapAsync()
    {
        await Task.Delay(TimeSpan.FromSeconds(1.5), TimeProvider.System);
        return GC.GetTotalMemory(forceFullCollection: true);
    }

    private static double Median<T>(IReadOnlyCollection<T> rounds, Func<T, double> of) =>
        rounds.Select(of).Order().ElementAt(rounds.Count / 2);

    private sealed record Load(int Requests, double Bytes, double SocketBytes, double Paint, double Useful, double Alive);
}
