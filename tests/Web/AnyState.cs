using System.Runtime.CompilerServices;
using SnapshotShare.Core.Requests;

namespace SnapshotShare.Web.Tests;

/// <summary>Puts a sample request where a page is to be seen, whatever way it would have come there.</summary>
internal static class AnyState
{
    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "_status")]
    public static extern ref RequestStatus StatusOf(Request request);

    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "_steps")]
    public static extern ref IReadOnlyList<StepState> StepsOf(Request request);
}
