using System.Globalization;
using SnapshotShare.Core.Plans;
using SnapshotShare.Web.Pages.NewRequest;
using SnapshotShare.Web.Shared.Controls;

namespace SnapshotShare.Web.Tests.Shared.Controls;

public sealed class a_typed_span
{
    [Theory]
    [InlineData("2", "02:00:00")]
    [InlineData("0.05", "00:03:00")]
    [InlineData("1.", "01:00:00")]
    [InlineData(" 24 ", "1.00:00:00")]
    [InlineData("２４", "1.00:00:00")]
    [InlineData("1．5", "01:30:00")]
    public void what_is_typed_is_a_length_of_time_to_the_second(string typed, string expected) =>
        Assert.Equal(TimeSpan.Parse(expected, CultureInfo.InvariantCulture), TypedSpan.Read(typed, TypedSpan.Hours));

    [Theory]
    [InlineData("0")]
    [InlineData("-1")]
    [InlineData("1,5")]
    [InlineData("1e3")]
    [InlineData("NaN")]
    [InlineData("an hour")]
    public void what_is_no_number_above_zero_is_zero_which_every_verb_refuses(string typed) =>
        Assert.Equal(TimeSpan.Zero, TypedSpan.Read(typed, TypedSpan.Hours));

    [Theory]
    [InlineData("abc")]
    [InlineData(" -3 ")]
    [InlineData("1,5")]
    [InlineData("0")]
    public void what_is_no_length_of_time_is_told_as_it_was_typed_and_not_as_nothing(string typed)
    {
        var refusal = TypedSpan.Refuses(typed, TypedSpan.Hours, "window")!;
        Assert.Equal(
            ("window", $"'{typed.Trim()}' is no number above zero; write one with a point, such as 1.5."),
            (refusal.Field, refusal.Message.ToString())
        );
        var form = new AskForm { WindowHours = typed };
        Assert.Equal("window", form.Mistake()?.Field);
        Assert.Equal(
            "life",
            new AskForm { WindowHours = "2", LifeDays = typed }
                .Mistake()
                ?.Field
        );
        Assert.Null(
            new AskForm
            {
                WindowHours = "2",
                LifeDays = typed,
                Goal = Goal.Share,
            }.Mistake()
        );
    }

    [Fact]
    public void nothing_typed_is_nothing() => Assert.Null(TypedSpan.Read(" ", TypedSpan.Days));

    [Fact]
    public void however_large_it_stays_a_time_that_can_be_added_to_any_date() =>
        Assert.True(DateTime.UnixEpoch + TypedSpan.Read(new string('9', 400), TypedSpan.Days) > DateTime.UnixEpoch);

    [Theory]
    [InlineData("00:20:00")]
    [InlineData("1.00:00:00")]
    [InlineData("00:00:01")]
    [InlineData("7.03:59:59")]
    public void a_route_s_default_comes_back_as_it_was_from_the_field(string span)
    {
        var length = TimeSpan.Parse(span, CultureInfo.InvariantCulture);

        Assert.Equal(length, TypedSpan.Read(TypedSpan.Text(length, TypedSpan.Hours), TypedSpan.Hours));
        Assert.Equal(length, TypedSpan.Read(TypedSpan.Text(length, TypedSpan.Days), TypedSpan.Days));
    }
}
