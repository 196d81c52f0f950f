using System.Net;
using System.Net.Http.Headers;
using System.Web;

namespace SnapshotShare.Simulation.Tests;

/// <summary>A call on its way to AWS: nothing happens to it until the schedule says what.</summary>
internal sealed class PendingCall(ServerProcess process, HttpRequestMessage request, byte[] body, DateTime sentAt)
{
    private readonly TaskCompletionSource<HttpResponseMessage> _answer = new();

    public ServerProcess Process { get; } = process;
    public DateTime SentAt { get; } = sentAt;
    public Task<HttpResponseMessage> Answer => _answer.Task;

    public WireCall Wire { get; } = WireCall.Read(request, body);

    /// <summary>The bytes as they were signed; a late one is delivered long after its sender has forgotten it.</summary>
    public HttpRequestMessage Again()
    {
        var again = new HttpRequestMessage(request.Method, request.RequestUri) { Content = new ByteArrayContent(body) };
        foreach (var (name, value) in request.Headers.NonValidated)
            again.Headers.TryAddWithoutValidation(name, value.AsEnumerable());
        foreach (var (name, value) in request.Content?.Headers.NonValidated ?? default)
            again.Content.Headers.TryAddWithoutValidation(name, value.AsEnumerable());
        return again;
    }

    /// <summary>Runs the caller on, here and now, on the schedule's own thread.</summary>
    public void Complete(HttpResponseMessage response) => _answer.SetResult(response);

    public void Break(string why) => _answer.SetException(new HttpRequestException(HttpRequestError.ResponseEnded, why));

    public void Refuse(int status, string code, string text)
    {
        var isJson = Wire.Service == "kms";
        var content = isJson
            ? $$"""{"__type":"{{code}}","message":"{{text}}"}"""
            : $"<ErrorResponse><Error><Type>Sender</Type><Code>{code}</Code><Message>{text}</Message></Error><RequestId>simulated</RequestId></ErrorResponse>";
        var response = new HttpResponseMessage((HttpStatusCode)status) { Content = new StringContent(content), RequestMessage = request };
        response.Content.Headers.ContentType = new MediaTypeHeaderValue(isJson ? "application/x-amz-json-1.1" : "text/xml");
        _answer.SetResult(response);
    }
}

/// <summary>What a call asks for, read from its bytes.</summary>
internal sealed record WireCall(string Service, string Operation, IReadOnlyDictionary<string, string> Form)
{
    private static readonly HashSet<string> Changes = new(StringComparer.Ordinal)
    {
        "CopyDBClusterSnapshot",
        "CreateDBClusterSnapshot",
        "ModifyDBClusterSnapshotAttribute",
        "DeleteDBClusterSnapshot",
        "RestoreDBClusterFromSnapshot",
        "CreateDBInstance",
        "ModifyDBCluster",
        "DeleteDBInstance",
        "DeleteDBCluster",
    };

    public bool IsChange => Service == "rds" && Changes.Contains(Operation);

    public string? this[string name] => Form.GetValueOrDefault(name);

    /// <summary>The request that a made thing is tagged with.</summary>
    public string? Tag =>
        Form.Where(pair => pair.Value == "snapshotshare:request")
            .Select(pair => this[pair.Key.Replace(".Key", ".Value", StringComparison.Ordinal)])
            .FirstOrDefault();

    /// <summary>What it makes, changes or deletes, e.g. <c>snapshot/x</c>.</summary>
    public string Resource =>
        Operation switch
        {
            "CopyDBClusterSnapshot" => $"snapshot/{this["TargetDBClusterSnapshotIdentifier"]}",
            "CreateDBClusterSnapshot" or "ModifyDBClusterSnapshotAttribute" or "DeleteDBClusterSnapshot" =>
                $"snapshot/{this["DBClusterSnapshotIdentifier"]}",
            "RestoreDBClusterFromSnapshot" or "ModifyDBCluster" or "DeleteDBCluster" => $"cluster/{this["DBClusterIdentifier"]}",
            "CreateDBInstance" or "DeleteDBInstance" => $"instance/{this["DBInstanceIdentifier"]}",
            _ => "",
        };

    public override string ToString() =>
        IsChange
            ? $"{Operation} {Resource}{(this["ValuesToAdd.AttributeValue.1"] is { } a ? $" +{a}" : "")}{(this["ValuesToRemove.AttributeValue.1"] is { } r ? $" -{r}" : "")}"
            : Operation;

    public static WireCall Read(HttpRequestMessage request, byte[] body)
    {
        var authorization = request.Headers.NonValidated.TryGetValues("Authorization", out var values) ? values.ToString() : "";
        var scope = authorization.Split("Credential=", 2) is [_, var credential] ? credential.Split('/') : [];
        var service = scope.Length > 3 ? scope[3] : "";
        if (request.Headers.NonValidated.TryGetValues("X-Amz-Target", out var target))
            return new WireCall(service, target.ToString().Split('.')[^1], new Dictionary<string, string>());
        var form = HttpUtility.ParseQueryString(System.Text.Encoding.UTF8.GetString(body));
        var members = form.AllKeys.Where(key => key is not null).ToDictionary(key => key!, key => form[key] ?? "", StringComparer.Ordinal);
        return new WireCall(service, members.GetValueOrDefault("Action", ""), members);
    }
}
