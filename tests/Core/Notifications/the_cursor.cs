using SnapshotShare.Core.Notifications;

namespace SnapshotShare.Core.Tests.Notifications;

public sealed class the_cursor
{
    /// <summary>Another address is another receiver: nothing of what the one before was told, refused or given counts for it.</summary>
    [Fact]
    public void keeps_nothing_of_the_receiver_before()
    {
        var cursor = new NoticeCursor { Destination = "one", Sequence = 7 };
        cursor.FailedTries = 3;
        cursor.FailingSince = cursor.NextTryAt = cursor.HeadSentAt = DateTime.UnixEpoch;
        cursor.HeadSequence = 7;
        foreach (var member in typeof(NoticeCursor).GetProperties().Where(member => member.CanWrite && member.Name is not "Id"))
            Assert.NotEqual(Default(member.PropertyType), member.GetValue(cursor));

        cursor.BeginAnew("two", 9);

        Assert.Equal(("two", 9), (cursor.Destination, cursor.Sequence));
        Assert.Equal((0, null, null), (cursor.FailedTries, cursor.FailingSince, cursor.NextTryAt));
        Assert.Equal((null, 0), (cursor.HeadSentAt, cursor.HeadSequence));
    }

    private static object? Default(Type type) => type.IsValueType ? Activator.CreateInstance(type) : null;
}
