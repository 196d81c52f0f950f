using SnapshotShare.AwsSandbox.Ec2;
using SnapshotShare.AwsSandbox.Faults;
using SnapshotShare.AwsSandbox.Iam;
using SnapshotShare.AwsSandbox.Kms;
using SnapshotShare.AwsSandbox.Pages;
using SnapshotShare.AwsSandbox.Rds;
using SnapshotShare.AwsSandbox.State;
using SnapshotShare.AwsSandbox.Sts;
using SnapshotShare.AwsSandbox.Wire;

namespace SnapshotShare.AwsSandbox;

/// <summary>
/// All of AWS behind one door: from the bytes of a request to the bytes of its answer. It has no thread and no timer of its
/// own; a request makes happen what was due before it, is answered, and what it changed is on the disk before the answer.
/// </summary>
internal sealed class AwsEndpoint : IDisposable
{
    private readonly Lock oneAtATime = new();
    private readonly Accounts accounts;
    private readonly Identities identities;
    private readonly ControlPanel control;
    private readonly CallLog log = new();
    private readonly TimeProvider time;
    private readonly TimeProvider wire;

    /// <param name="wire">The clock that signatures are checked against; SDKs sign with the real one.</param>
    public AwsEndpoint(SandboxOptions options, TimeProvider time, TimeProvider? wire = null)
    {
        this.time = time;
        this.wire = wire ?? time;
        accounts = new(options, time.GetUtcNow());
        identities = new(accounts.World);
        control = new(accounts, log);
    }

    public WireAnswer Answer(WireRequest request)
    {
        lock (oneAtATime)
        {
            var now = time.GetUtcNow();
            var requestId = accounts.Names.Uuid();
            accounts.Clockwork.Advance(now);
            if (control.TryAnswer(request, requestId, now) is { } shown)
            {
                accounts.Save(durable: true);
                return shown with { Date = wire.GetUtcNow() };
            }
            var answer = AnswerAws(request, requestId, now);
            accounts.Save(durable: answer.Status < 300);
            return answer with { Date = wire.GetUtcNow() };
        }
    }

    public void Dispose() => accounts.Dispose();

    private WireAnswer AnswerAws(WireRequest request, string requestId, DateTimeOffset now)
    {
        var form = Parameters.Of(request);
        var (signed, mistake) = SignedRequest.Read(request);
        var service = Service.Of(request, form, signed?.Service) ?? Service.Rds;
        var target = request.Header("X-Amz-Target") ?? form["Action"] ?? "";
        var operation = target[(target.LastIndexOf('.') + 1)..];
        var errors = AuthErrors.For(service.Dialect);
        try
        {
            if (request.Body.Length > WireRequest.LargestBody)
                return Refuse(errors.TooLarge());
            if (request.Method is not ("POST" or "GET"))
                return Refuse(errors.Malformed($"The method {request.Method} is not known here."));
            if (mistake is not null)
                return Refuse(errors.Incomplete(mistake));
            if (signed is null)
                return Refuse(errors.Unsigned());
            var (caller, refusal) = SignatureCheck.Verify(request, signed, service, identities, wire.GetUtcNow());
            if (refusal is not null)
                return Refuse(refusal);
            return AnswerCaller(request, new(accounts, service, caller!, signed.Region, form, now) { Operation = operation }, requestId);
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            log.Add(new(now, null, service.Name, operation, 500, "InternalFailure", e.ToString()));
            return Envelope.Of(service, operation, errors.Internal(), requestId);
        }

        WireAnswer Refuse(Refusal refusal)
        {
            log.Add(new(now, signed?.AccessKeyId, service.Name, operation, refusal.Status, refusal.Code, refusal.Message));
            return Envelope.Of(service, operation, refusal, requestId);
        }
    }

    private WireAnswer AnswerCaller(WireRequest request, Call call, string requestId)
    {
        var lost = new WireAnswer(500, "text/plain", "", requestId) { Lost = true };
        var fault = accounts.Faults.Take(
            call,
            FaultKind.Throttling,
            FaultKind.InternalFailure,
            FaultKind.ServiceUnavailable,
            FaultKind.ExpiredToken,
            FaultKind.RequestLost
        );
        var outcome = fault?.Kind switch
        {
            FaultKind.Throttling => call.Errors.Throttled(),
            FaultKind.InternalFailure => call.Errors.Internal(),
            FaultKind.ServiceUnavailable => call.Errors.Unavailable(),
            FaultKind.ExpiredToken => call.Errors.ExpiredToken(),
            FaultKind.RequestLost => null,
            _ => Run(call, request),
        };
        var refusal = outcome as Refusal;
        var note = string.Join(
            "; ",
            call.Notes.Append(fault is null ? "" : $"fault {fault.Kind}").Append(refusal?.Message ?? "").Where(n => n.Length > 0)
        );
        log.Add(new(call.Now, call.Caller.Arn, call.Service.Name, call.Operation, refusal?.Status ?? 200, refusal?.Code, note));
        if (outcome is null)
            return lost;
        return refusal is null && accounts.Faults.Take(call, FaultKind.AnswerLost) is not null
            ? lost
            : Envelope.Of(call.Service, call.Operation, outcome, requestId);
    }

    private static Outcome Run(Call call, WireRequest request)
    {
        if (call.Service == Service.Kms)
            return KmsOperations.Run(call, request.Header("X-Amz-Target") ?? "", request.Body);
        if (call.Operation.Length == 0)
            return AuthErrors.NoAction();
        var all =
            call.Service == Service.Rds ? RdsOperations.All
            : call.Service == Service.Sts ? StsOperations.All
            : Ec2Operations.All;
        if (!all.TryGetValue(call.Operation, out var operation) || call.Form["Version"] != call.Service.Version)
            return call.Errors.UnknownAction(call.Operation);
        var resource = call.Service == Service.Rds ? RdsOperations.Resource(call) : "*";
        if (operation.NeedsPermission && call.Require($"{call.Service.Name}:{operation.Name}", resource) is { } denied)
            return denied;
        var invalid =
            call.Service == Service.Rds ? RdsOperations.Check(operation, call.Form)
            : call.Service == Service.Sts ? StsOperations.Check(operation, call.Form)
            : null;
        return invalid ?? operation.Run(call);
    }
}
