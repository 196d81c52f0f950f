using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Data.Sqlite;

namespace SnapshotShare.Process.Tests;

/// <summary>AWS as one process, the application as another, a wire between them, and a folder that outlives the application.</summary>
public sealed class Stage : IAsyncDisposable
{
    private readonly string _speed;
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("snapshotshare-stage-");
    private readonly Published _published;
    private readonly Child _aws;
    private HttpClient _http = new();

    private Stage(Published published, Child aws, Uri awsAddress, Wire wire, string speed)
    {
        _speed = speed;
        _published = published;
        _aws = aws;
        AwsAddress = awsAddress;
        Wire = wire;
        Application = null!;
    }

    public Wire Wire { get; }

    /// <summary>The application's data folder.</summary>
    public string Folder => _folder.FullName;
    public Uri AwsAddress { get; }
    public Child Application { get; private set; }
    public int Starts { get; private set; }

    /// <summary>The command that starts the application where it is not started as it is.</summary>
    public IReadOnlyList<string> Before { get; set; } = [];

    public static async Task<Stage> SetAsync(
        Published published,
        CancellationToken ct,
        string speed = "600",
        params IReadOnlyList<string> aws
    )
    {
        var sandbox = Child.Start(
            [published.Sandbox, "--urls", "http://127.0.0.1:0", "--Speed", speed, .. aws],
            Path.GetTempPath(),
            new Dictionary<string, string>(StringComparer.Ordinal)
        );
        var address = await sandbox.AddressAsync(ct);
        return new Stage(published, sandbox, address, await Wire.StartAsync(address, ct), speed);
    }

    /// <summary>Starts the application, the first time or again on what it left behind.</summary>
    public async Task StartAsync(CancellationToken ct, IReadOnlyDictionary<string, string>? more = null)
    {
        if (Application is not null)
            await Application.DisposeAsync();
        Application = Launch(more ?? new Dictionary<string, string>(StringComparer.Ordinal));
        _http.Dispose();
        _http = new HttpClient { BaseAddress = await Application.AddressAsync(ct), Timeout = TimeSpan.FromSeconds(30) };
        Starts++;
    }

    /// <summary>The published application in a folder of its own, with these settings on top.</summary>
    public Child Launch(IReadOnlyDictionary<string, string> more)
    {
        var environment = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["ASPNETCORE_ENVIRONMENT"] = "Production",
            ["ASPNETCORE_URLS"] = "http://127.0.0.1:0",
            ["Aws__Sandbox__Enabled"] = "false",
            ["Aws__Sandbox__Speed"] = _speed,
            ["Aws__ServiceUrl"] = Wire.Endpoint.ToString(),
            ["Aws__Credentials__AccessKeyId"] = "AKIASANDBOXOPERATOR1",
            ["Aws__Credentials__SecretAccessKey"] = "sandbox-secret",
            // How long an unanswered call is waited for before "not there" counts; every kill before a change costs this.
            ["Aws__Pace__ChangeTimeout"] = "00:00:03",
            ["Data__Folder"] = _folder.FullName,
            // Most of these processes do not live long enough to profit.
            ["DOTNET_TieredPGO"] = "0",
        };
        foreach (var (name, value) in more)
            environment[name] = value;
        return Child.Start([.. Before, "dotnet"], [_published.Web], Path.GetTempPath(), environment);
    }

    /// <summary>Null when the application is not there to answer.</summary>
    public async Task<JsonElement?> TryAsync(HttpMethod method, string path, string role, object? body, CancellationToken ct)
    {
        using var request = new HttpRequestMessage(method, path) { Content = body is null ? null : JsonContent.Create(body) };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", $"sandbox-{role}");
        try
        {
            using var answer = await _http.SendAsync(request, ct);
            var json = await answer.Content.ReadFromJsonAsync<JsonElement>(ct);
            Assert.True(answer.IsSuccessStatusCode, json.ToString());
            return json;
        }
        catch (Exception e)
            when (e is HttpRequestException or IOException or JsonException or TaskCanceledException && !ct.IsCancellationRequested)
        {
            return null;
        }
    }

    /// <summary>As somebody in a browser gets it.</summary>
    public async Task<string> PageAsync(string path, CancellationToken ct)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", "sandbox-auditor");
        request.Headers.AcceptLanguage.ParseAdd("en");
        using var answer = await _http.SendAsync(request, ct);
        return await answer.Content.ReadAsStringAsync(ct);
    }

    /// <summary>What is to be refused: the status, and the words.</summary>
    public async Task<(System.Net.HttpStatusCode Status, string Said)> PostAsync(
        string path,
        string role,
        object body,
        CancellationToken ct
    )
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = JsonContent.Create(body) };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", $"sandbox-{role}");
        using var answer = await _http.SendAsync(request, ct);
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync(ct));
    }

    public async Task<System.Net.HttpStatusCode> ReadinessAsync(CancellationToken ct)
    {
        using var answer = await _http.GetAsync(new Uri("/readyz", UriKind.Relative), ct);
        return answer.StatusCode;
    }

    /// <summary>Everything in both accounts, told by AWS itself.</summary>
    public async Task<JsonElement> AwsStateAsync(CancellationToken ct)
    {
        using var http = new HttpClient();
        return await http.GetFromJsonAsync<JsonElement>(new Uri(AwsAddress, "/_sandbox/state"), ct);
    }

    /// <summary>Nobody waits for it: while the application is not there, the deadline of what is shared comes to lie an hour back.</summary>
    public async Task SharesBecomeOverdueAsync(CancellationToken ct)
    {
        await using var database = new SqliteConnection($"Data Source={Path.Combine(_folder.FullName, "snapshotshare.db")};Pooling=False");
        await database.OpenAsync(ct);
        await using var command = database.CreateCommand();
        command.CommandText = "UPDATE Shares SET Deadline = IntendedAt - 3600000, NextLookAt = IntendedAt - 3600000 WHERE ClosedAt IS NULL";
        Assert.Equal(1, await command.ExecuteNonQueryAsync(ct));
    }

    public async ValueTask DisposeAsync()
    {
        if (Application is not null)
            await Application.DisposeAsync();
        await Wire.DisposeAsync();
        await _aws.DisposeAsync();
        _http.Dispose();
        _folder.Delete(recursive: true);
    }
}
