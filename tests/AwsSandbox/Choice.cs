using CsCheck;

namespace SnapshotShare.AwsSandbox.Tests;

/// <summary>A generator that picks one of a few values.</summary>
internal static class Choice
{
    public static Gen<T> Of<T>(params T[] values) => Gen.Int[0, values.Length - 1].Select(i => values[i]);
}
