using System.Globalization;
using Bunit;
using Microsoft.AspNetCore.Components;
using SnapshotShare.Web.Shared.Controls;

namespace SnapshotShare.Web.Tests.Shared.Controls;

public sealed class a_data_table : BunitContext
{
    private sealed record Row(string Name, int? Size);

    private static readonly IReadOnlyList<Column<Row>> Columns =
    [
        new("name", "Name", Cell(row => row.Name), row => row.Name),
        new("size", "Size", Cell(row => row.Size?.ToString(CultureInfo.InvariantCulture) ?? "-"), row => row.Size),
        new("act", "Act", Cell(_ => "press")),
    ];

    public a_data_table() => SetRendererInfo(new RendererInfo("Server", isInteractive: true));

    [Fact]
    public void a_press_on_a_head_sorts_and_a_second_turns_it_round()
    {
        var table = Show([new("b", 2), new("c", 1), new("a", 3)]);

        table.FindAll("th button")[0].Click();
        Assert.Equal(["a", "b", "c"], Names(table));
        Assert.Equal("ascending", table.FindAll("th")[0].GetAttribute("aria-sort"));

        table.FindAll("th button")[0].Click();
        Assert.Equal(["c", "b", "a"], Names(table));
        Assert.Equal("descending", table.FindAll("th")[0].GetAttribute("aria-sort"));
    }

    [Fact]
    public void each_head_says_what_the_address_will_say_once_it_is_pressed()
    {
        var table = Show([new("b", 2), new("a", 3)], Sorting.Of("-size", otherwise: default), address: "order.prod");

        Assert.Equal(["order.prod", "order.prod"], table.FindAll("th button").Select(head => head.GetAttribute("data-sort")));
        Assert.Equal(["name", "size"], table.FindAll("th button").Select(head => head.GetAttribute("data-order")));
        table.FindAll("th button")[0].Click();
        Assert.Equal(["-name", "size"], table.FindAll("th button").Select(head => head.GetAttribute("data-order")));
    }

    [Fact]
    public void what_stands_small_in_a_cell_can_be_sorted_by_too()
    {
        IReadOnlyList<Column<Row>> columns = [Columns[0] with { Under = new("size", "Size", row => row.Size) }];
        var table = Render<DataTable<Row>>(parameters =>
            parameters
                .Add(p => p.Label, "rows")
                .Add(p => p.Items, [new("b", 1), new("a", 2)])
                .Add(p => p.Columns, columns)
                .Add(p => p.RowKey, row => row.Name)
        );

        table.FindAll("th button")[1].Click();

        Assert.Equal(["b", "a"], Names(table));
        Assert.Equal("ascending", table.Find("th").GetAttribute("aria-sort"));
    }

    [Fact]
    public void what_has_no_value_comes_last_either_way()
    {
        var table = Show([new("none", null), new("two", 2), new("one", 1)]);

        table.FindAll("th button")[1].Click();
        Assert.Equal(["one", "two", "none"], Names(table));
        table.FindAll("th button")[1].Click();
        Assert.Equal(["two", "one", "none"], Names(table));
    }

    [Fact]
    public void the_first_order_is_the_page_s_and_the_person_s_stays_when_rows_change()
    {
        var table = Show([new("b", 2), new("a", 3)], new Sorting("size", Descending: true));
        Assert.Equal(["a", "b"], Names(table));

        table.FindAll("th button")[0].Click();
        table.Render(parameters => parameters.Add(p => p.Items, [new("z", 9), new("m", 1)]));

        Assert.Equal(["m", "z"], Names(table));
    }

    [Fact]
    public void a_column_without_an_order_has_no_button() => Assert.Equal(2, Show([new("a", 1)]).FindAll("th button").Count);

    [Fact]
    public void each_row_says_which_of_how_many_it_is()
    {
        var table = Show([new("a", 1), new("b", 2)]);

        Assert.Equal("3", table.Find("table").GetAttribute("aria-rowcount"));
        Assert.Equal(["2", "3"], table.FindAll("tbody tr[aria-rowindex]").Select(row => row.GetAttribute("aria-rowindex")));
    }

    [Fact]
    public void before_the_circuit_there_are_plain_rows_without_a_style_attribute()
    {
        SetRendererInfo(new RendererInfo("Static", isInteractive: false));

        var table = Show([.. Enumerable.Range(0, 100).Select(number => new Row($"row {number:000}", number))]);

        Assert.Equal(40, table.FindAll("tbody tr").Count);
        Assert.DoesNotContain("style=", table.Markup, StringComparison.Ordinal);
    }

    private IRenderedComponent<DataTable<Row>> Show(IReadOnlyList<Row> rows, Sorting first = default, string? address = null) =>
        Render<DataTable<Row>>(parameters =>
            parameters
                .Add(p => p.Label, "rows")
                .Add(p => p.Items, rows)
                .Add(p => p.Columns, Columns)
                .Add(p => p.RowKey, row => row.Name)
                .Add(p => p.SortedFirst, first)
                .Add(p => p.Address, address)
        );

    private static IEnumerable<string> Names(IRenderedComponent<DataTable<Row>> table) =>
        table.FindAll("tbody tr[aria-rowindex]").Select(row => row.Children[0].TextContent);

    private static RenderFragment<Row> Cell(Func<Row, string> text) => row => builder => builder.AddContent(0, text(row));
}
