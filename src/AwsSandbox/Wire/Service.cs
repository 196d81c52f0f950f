namespace SnapshotShare.AwsSandbox.Wire;

internal enum Dialect
{
    Query,
    Ec2,
    Json,
}

/// <summary>One of AWS's services behind the single endpoint, and how it speaks.</summary>
internal sealed record Service(string Name, Dialect Dialect, string Version, string Namespace)
{
    public static readonly Service Rds = new("rds", Dialect.Query, "2014-10-31", "http://rds.amazonaws.com/doc/2014-10-31/");
    public static readonly Service Sts = new("sts", Dialect.Query, "2011-06-15", "https://sts.amazonaws.com/doc/2011-06-15/");
    public static readonly Service Ec2 = new("ec2", Dialect.Ec2, "2016-11-15", "http://ec2.amazonaws.com/doc/2016-11-15");
    public static readonly Service Kms = new("kms", Dialect.Json, "2014-11-01", "");

    private static readonly Service[] All = [Rds, Sts, Ec2, Kms];

    /// <summary>
    /// Which service is meant. On AWS the host name says it; here it is the X-Amz-Target, then the API version, then the
    /// service that the signature names. Null means that nothing about the request says it.
    /// </summary>
    public static Service? Of(WireRequest request, Parameters form, string? signedService)
    {
        var contentType = request.Header("Content-Type");
        if (
            request.Header("X-Amz-Target") is not null
            || contentType?.StartsWith("application/x-amz-json", StringComparison.OrdinalIgnoreCase) == true
        )
            return Kms;
        return Array.Find(All, s => s.Version == form["Version"] && s != Kms) ?? Array.Find(All, s => s.Name == signedService);
    }
}
