using System.Collections.Concurrent;
using Amazon.KeyManagementService.Model;
using SnapshotShare.Core.Aws;
using SnapshotShare.Core.Topology;

namespace SnapshotShare.Core.Observing;

/// <param name="Manager"><c>AWS</c> or <c>CUSTOMER</c>; null when the account may not describe the key.</param>
internal sealed record KeyLabel(string? Alias, string? Manager);

/// <summary>What people call a key. Labels hardly change, so they are read once per key and process.</summary>
internal sealed class KeyLabels(Account account, Func<AccountClients> clients)
{
    private readonly ConcurrentDictionary<string, KeyLabel> _known = new(StringComparer.Ordinal);

    public async Task<IReadOnlyDictionary<string, KeyLabel>> DescribeAsync(IEnumerable<string?> keyArns, CancellationToken ct)
    {
        var unknown = keyArns.Where(arn => arn is not null && !_known.ContainsKey(arn)).Distinct(StringComparer.Ordinal).ToList();
        if (unknown.Count == 0)
            return _known;
        var aliases = new Dictionary<string, string>(StringComparer.Ordinal);
        string? marker = null;
        do
        {
            var page = await clients().Keys.ListAliasesAsync(new ListAliasesRequest { Marker = marker, Limit = 100 }, ct);
            foreach (var alias in page.Aliases ?? [])
                if (alias.TargetKeyId is { } id)
                    aliases[id] = alias.AliasName;
            marker = page.Truncated == true ? page.NextMarker : null;
        } while (marker is not null);
        foreach (var arn in unknown)
            _known[arn!] = await DescribeAsync(arn!, aliases, ct);
        return _known;
    }

    private async Task<KeyLabel> DescribeAsync(string arn, Dictionary<string, string> aliases, CancellationToken ct)
    {
        var alias = arn.Contains($":{account.AccountId}:", StringComparison.Ordinal)
            ? aliases.GetValueOrDefault(arn[(arn.LastIndexOf('/') + 1)..])
            : null;
        try
        {
            var key = await clients().Keys.DescribeKeyAsync(new DescribeKeyRequest { KeyId = arn }, ct);
            return new KeyLabel(alias, key.KeyMetadata.KeyManager?.Value);
        }
        catch (Amazon.KeyManagementService.AmazonKeyManagementServiceException e)
            when (e.StatusCode < System.Net.HttpStatusCode.InternalServerError)
        {
            return new KeyLabel(alias, Manager: null);
        }
    }
}
