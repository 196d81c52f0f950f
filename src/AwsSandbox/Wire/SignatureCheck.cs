using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using SnapshotShare.AwsSandbox.Iam;

namespace SnapshotShare.AwsSandbox.Wire;

/// <summary>Refuses a request whose key, token, date, scope, headers or body do not stand up to its signature.</summary>
internal static class SignatureCheck
{
    private static readonly TimeSpan Skew = TimeSpan.FromMinutes(15);

    // Added or changed on the way by proxies and SDKs, so nobody may be asked to sign them.
    private static readonly string[] MustBeSigned = ["host", "x-amz-date", "x-amz-security-token", "x-amz-target"];

    public static (Caller? Caller, Refusal? Refusal) Verify(
        WireRequest request,
        SignedRequest signed,
        Service service,
        Identities identities,
        DateTimeOffset now
    )
    {
        var errors = AuthErrors.For(service.Dialect);
        if (signed.Terminator != "aws4_request")
            return (
                null,
                errors.Mismatch($"Credential should be scoped with a valid terminator: 'aws4_request', not '{signed.Terminator}'.")
            );
        if (!AwsRegions.IsKnown(signed.Region))
            return (null, errors.Mismatch($"Credential should be scoped to a valid region, not '{signed.Region}'. "));
        if (signed.Service != service.Name)
            return (null, errors.Mismatch($"Credential should be scoped to correct service: '{service.Name}'. "));
        if (identities.Find(signed.AccessKeyId) is not { } credential || credential.Token != signed.Token)
            return (null, errors.UnknownKey());
        if (credential.ExpiresAt <= now)
            return (null, errors.ExpiredToken());
        var refusal =
            CheckDate(signed, errors, now)
            ?? CheckHeaders(request, signed, errors)
            ?? CheckSignature(request, signed, credential.Secret, errors);
        return refusal is null ? (credential.Caller, null) : (null, refusal);
    }

    private static Refusal? CheckDate(SignedRequest signed, AuthErrors errors, DateTimeOffset now)
    {
        const string Format = "yyyyMMdd'T'HHmmss'Z'";
        const DateTimeStyles Utc = DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal;
        if (!DateTimeOffset.TryParseExact(signed.Timestamp, Format, CultureInfo.InvariantCulture, Utc, out var at))
            return errors.Incomplete(
                $"Date must be in ISO-8601 'basic format'. Got '{signed.Timestamp}'. See http://en.wikipedia.org/wiki/ISO_8601"
            );
        if (!signed.Timestamp!.StartsWith(signed.ScopeDate, StringComparison.Ordinal) || signed.ScopeDate.Length != 8)
        {
            return errors.Mismatch(
                $"Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP: '{signed.ScopeDate}' != '{signed.Timestamp[..8]}', from '{signed.Timestamp}'."
            );
        }
        var stamp = now.UtcDateTime.ToString(Format, CultureInfo.InvariantCulture);
        if (at > now + Skew)
            return errors.WrongTime($"Signature not yet current: {signed.Timestamp} is still later than {stamp} + 15 min.");
        if (at + (signed.ExpiresAfterSeconds is { } seconds ? TimeSpan.FromSeconds(seconds) : Skew) < now)
            return errors.WrongTime($"Signature expired: {signed.Timestamp} is now earlier than {stamp} - 15 min.");
        return null;
    }

    private static Refusal? CheckHeaders(WireRequest request, SignedRequest signed, AuthErrors errors)
    {
        foreach (var name in MustBeSigned)
        {
            if (request.Header(name) is not null && !signed.SignedHeaders.Contains(name, StringComparer.Ordinal))
                return errors.Mismatch($"'{name}' must be a 'SignedHeader' in the AWS Authorization.");
        }
        foreach (var name in signed.SignedHeaders)
        {
            if (request.Header(name) is null)
                return errors.Mismatch($"'{name}' is in 'SignedHeaders' but not among the headers of the request.");
        }
        return null;
    }

    private static Refusal? CheckSignature(WireRequest request, SignedRequest signed, string secret, AuthErrors errors)
    {
        var hash = SigV4.Hash(request.Body.Span);
        if (request.Header("X-Amz-Content-SHA256") is { } said && said != hash)
            return errors.Mismatch("The provided 'x-amz-content-sha256' header does not match what was computed.");
        var canonical = SigV4.CanonicalRequest(
            request.Method,
            request.Path,
            request.Query,
            request.Headers,
            [.. signed.SignedHeaders],
            hash
        );
        var toSign = SigV4.StringToSign(signed.Timestamp!, signed.Scope, canonical);
        var expected = SigV4.Signature(secret, signed.ScopeDate, signed.Region, signed.Service, toSign);
        return CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(expected), Encoding.UTF8.GetBytes(signed.Signature))
            ? null
            : errors.Mismatch(
                "The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method. Consult the service documentation for details."
            );
    }
}
