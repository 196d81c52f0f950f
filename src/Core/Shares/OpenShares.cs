using Microsoft.Extensions.Logging;
using SnapshotShare.Core.Persistence;
using SnapshotShare.Core.Topology;

namespace SnapshotShare.Core.Shares;

/// <summary>A share that ends by our hand: a request's, or one that somebody made and that is kept for a while.</summary>
/// <param name="Subject">The request, or the drift finding.</param>
/// <param name="SnapshotArn">Says whose snapshot it is, however the configuration calls that account now.</param>
/// <param name="SharedWith">An account ID, or <c>all</c>.</param>
/// <param name="Deadline">No later than this it is taken away.</param>
/// <param name="Since">When it was asked for, by the clock that its deadline goes by; null where nobody has written that down.</param>
public sealed record OpenShare(string Subject, string SnapshotArn, string SharedWith, DateTime Deadline, DateTime? Since = null)
{
    public bool IsOf(OpenShare other) => (Subject, SnapshotArn, SharedWith) == (other.Subject, other.SnapshotArn, other.SharedWith);
}

/// <summary>
/// The shares that may be open, and the accounts they are in, as they were last read: in memory and in a file allocated beforehand, for whoever must
/// take them away when neither database nor configuration can be read.
/// </summary>
public sealed partial class OpenShares(string folder, AwsTopology topology, ILogger<OpenShares> logger)
{
    private const int MostKept = 1000;

    private readonly AllocatedFile<Page> _file = new(Path.Combine(folder, "open-shares.journal"), room: 512 * 1024);
    private readonly Lock _gate = new();
    private string? _installation;
    private IReadOnlyDictionary<string, IReadOnlyList<OpenShare>> _known = new Dictionary<string, IReadOnlyList<OpenShare>>();

    public string File => _file.Path;

    /// <summary>All that are known now, the soonest deadline first.</summary>
    public IReadOnlyList<OpenShare> Known
    {
        get
        {
            lock (_gate)
                return Sorted();
        }
    }

    /// <summary>Allocates the file. What an earlier process left in it is written over by the first that is remembered.</summary>
    /// <param name="installation">ID of this installation, the second tag on all that it makes.</param>
    public void Open(string installation)
    {
        _installation = installation;
        try
        {
            _file.Open();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            Log.NoFile(logger, _file.Path, e);
        }
    }

    /// <summary>These are all there are of their kind.</summary>
    /// <param name="kind">Requests' shares, or drift.</param>
    public void Remember(string kind, IEnumerable<OpenShare> shares)
    {
        lock (_gate)
        {
            var now = shares.ToList();
            if (_known.TryGetValue(kind, out var before) && before.SequenceEqual(now))
                return;
            _known = new Dictionary<string, IReadOnlyList<OpenShare>>(_known, StringComparer.Ordinal) { [kind] = now };
            try
            {
                _file.Write(sequence => new Page(sequence, _installation, [.. topology.Accounts.Values], [.. Sorted().Take(MostKept)]));
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                Log.NoFile(logger, _file.Path, e);
            }
        }
    }

    /// <summary>Whatever the last process that could read its records remembered; nothing where there is no such file.</summary>
    public static (IReadOnlyList<OpenShare> Shares, IReadOnlyList<Account> Accounts, string? Installation) Read(string folder)
    {
        try
        {
            var page = new AllocatedFile<Page>(Path.Combine(folder, "open-shares.journal"), room: 512 * 1024).Read();
            return (page?.Shares ?? [], page?.Accounts ?? [], page?.Installation);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return ([], [], null);
        }
    }

    private List<OpenShare> Sorted() => [.. _known.Values.SelectMany(shares => shares).OrderBy(share => share.Deadline)];

    private sealed record Page(long Sequence, string? Installation, IReadOnlyList<Account> Accounts, IReadOnlyList<OpenShare> Shares)
        : AllocatedPage(Sequence);

    private static partial class Log
    {
        [LoggerMessage(
            Level = LogLevel.Error,
            Message = "{File} cannot be written; should the database be lost too, open shares are found by their tags alone."
        )]
        public static partial void NoFile(ILogger logger, string file, Exception exception);
    }
}
