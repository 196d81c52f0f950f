using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Amazon.RDS;
using Amazon.RDS.Model;
using Amazon.Runtime;

namespace SnapshotShare.Core.Aws;

/// <summary>One change to ask of AWS: the very request that is sent, from which the ledger's parameters and the CLI line are derived.</summary>
/// <param name="Account">Name of the account it is asked of.</param>
public sealed record AwsChange(string Account, AmazonRDSRequest Request)
{
    private static readonly JsonSerializerOptions AsParameters = new()
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Converters = { new DoubleAsText() },
    };

    /// <summary>AWS's name of the operation, e.g. <c>CopyDBClusterSnapshot</c>.</summary>
    public string Operation => Request.GetType().Name[..^"Request".Length];

    /// <summary>The request's members as they are sent.</summary>
    public JsonObject Parameters
    {
        get
        {
            var members = JsonSerializer.SerializeToNode(Request, Request.GetType(), AsParameters)!.AsObject();
            if (
                members.Any(member =>
                    member.Key.EndsWith("Password", StringComparison.Ordinal)
                    && member.Value is JsonValue value
                    && value.GetValueKind() == JsonValueKind.String
                )
            )
                throw new InvalidOperationException("A password must never reach the ledger; let AWS manage it.");
            return members;
        }
    }

    /// <summary>The AWS CLI command that does the same.</summary>
    public string Cli
    {
        get
        {
            var line = new StringBuilder("aws rds ").Append(AwsCli.Kebab(Operation));
            foreach (var (name, value) in Parameters)
                AwsCli.Append(line, name, value);
            return line.ToString();
        }
    }

    /// <summary>Sends it once. After <paramref name="most"/> it is not waited for any more, and what became of it is unknown.</summary>
    public Task<AmazonWebServiceResponse> SendAsync(IAmazonRDS rds, TimeSpan most, TimeProvider time, CancellationToken ct) =>
        CallTimeout.WithinAsync(most, time, within => SendAsync(rds, within), ct);

    private async Task<AmazonWebServiceResponse> SendAsync(IAmazonRDS rds, CancellationToken ct) =>
        Request switch
        {
            CreateDBClusterSnapshotRequest take => await rds.CreateDBClusterSnapshotAsync(take, ct),
            CopyDBClusterSnapshotRequest copy => await rds.CopyDBClusterSnapshotAsync(copy, ct),
            ModifyDBClusterSnapshotAttributeRequest share => await rds.ModifyDBClusterSnapshotAttributeAsync(share, ct),
            DeleteDBClusterSnapshotRequest delete => await rds.DeleteDBClusterSnapshotAsync(delete, ct),
            RestoreDBClusterFromSnapshotRequest restore => await rds.RestoreDBClusterFromSnapshotAsync(restore, ct),
            CreateDBInstanceRequest create => await rds.CreateDBInstanceAsync(create, ct),
            ModifyDBClusterRequest modify => await rds.ModifyDBClusterAsync(modify, ct),
            DeleteDBInstanceRequest delete => await rds.DeleteDBInstanceAsync(delete, ct),
            DeleteDBClusterRequest delete => await rds.DeleteDBClusterAsync(delete, ct),
            _ => throw new InvalidOperationException($"{Operation} is not a change the pipeline makes."),
        };

    /// <summary>Capacities come in halves; the ledger's canonical form knows whole numbers only.</summary>
    private sealed class DoubleAsText : JsonConverter<double>
    {
        public override double Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            throw new NotSupportedException();

        public override void Write(Utf8JsonWriter writer, double value, JsonSerializerOptions options) =>
            writer.WriteStringValue(value.ToString(CultureInfo.InvariantCulture));
    }
}
