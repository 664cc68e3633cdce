using System.Text.Json.Nodes;

namespace ChatSdk.Tests.Streaming;

/// <summary>
/// Tests streams of tool calls in every form that servers are known to use, and in every unambiguous combination of these forms. The
/// accumulated calls must equal the calls that the model made.
/// </summary>
[TestFixture]
public sealed class ToolCallStreamTests
{
    public enum Indexes { Distinct, FromOne, AllZero, None, Late }

    public enum Ids { Unique, UniqueInEveryFragment, Equal, Empty, Missing }

    public enum Arguments { Complete, Split, Placeholder, Repeated, RepeatedInFragments, FirstHasNone }

    public enum Names { First, SecondDelta, Equal }

    public enum Order { Sequential, Interleaved, OneChunk }

    private static IEnumerable<TestCaseData> Forms =>
        from count in new[] { 1, 2, 3, 5 }
        from indexes in Enum.GetValues<Indexes>()
        from ids in Enum.GetValues<Ids>()
        from arguments in Enum.GetValues<Arguments>()
        from names in Enum.GetValues<Names>()
        from order in Enum.GetValues<Order>()
        where IsUnambiguous(indexes, ids, arguments, names, order)
        select new TestCaseData(count, indexes, ids, arguments, names, order);

    [TestCaseSource(nameof(Forms))]
    public void Accumulated_calls_equal_the_original_calls(int count, Indexes indexes, Ids ids, Arguments arguments, Names names, Order order)
    {
        var tracks = Enumerable.Range(0, count).Select(call => Fragments(call, indexes, ids, arguments, names).ToList()).ToList();
        var fragments = order == Order.Interleaved ? Interleaved(tracks) : tracks.SelectMany(track => track);
        var deltas = order == Order.OneChunk
            ? [$$"""{"tool_calls":[{{string.Join(',', fragments)}}]}"""]
            : fragments.Select(fragment => $$"""{"tool_calls":[{{fragment}}]}""");

        var calls = Accumulated.Deltas(deltas).ToolCalls!;

        calls.Select(call => (call.Function!.Name, call.Function.Arguments)).Should().Equal(
            Enumerable.Range(0, count).Select(call => (NameOf(call, names), ArgumentsOf(call, arguments)))!);
        calls.Select(call => call.Id).Should().OnlyHaveUniqueItems().And.NotContainNulls().And.NotContain("");
        if (ids is Ids.Unique or Ids.UniqueInEveryFragment)
        {
            calls.Select(call => call.Id).Should().Equal(Enumerable.Range(0, count).Select(call => $"call_{call}"));
        }
    }

    /// <summary>Determines whether it is clear which delta belongs to which call.</summary>
    private static bool IsUnambiguous(Indexes indexes, Ids ids, Arguments arguments, Names names, Order order)
    {
        var hasIndex = indexes is Indexes.Distinct or Indexes.FromOne;
        var hasId = ids is Ids.Unique or Ids.UniqueInEveryFragment;
        return (order != Order.Interleaved || hasIndex || (indexes == Indexes.None && ids == Ids.UniqueInEveryFragment))
            && (names != Names.SecondDelta || hasIndex || (hasId && arguments != Arguments.FirstHasNone && indexes != Indexes.Late))
            && (names != Names.Equal || hasIndex || hasId || arguments != Arguments.FirstHasNone);
    }

    private static string NameOf(int call, Names names) => names == Names.Equal ? "f" : $"f{call}";

    private static string ArgumentsOf(int call, Arguments arguments) =>
        call == 0 && arguments == Arguments.FirstHasNone ? "" : $$$"""{"a":{"b":"}{\"{{{call}}}"},"c":[{}]}""";

    private static IEnumerable<string> Fragments(int call, Indexes indexes, Ids ids, Arguments arguments, Names names)
    {
        var position = 0;
        foreach (var text in TextsOf(ArgumentsOf(call, arguments), arguments, hasHead: names == Names.SecondDelta))
        {
            var function = new JsonObject { ["arguments"] = text };
            if (position == (names == Names.SecondDelta ? 1 : 0))
            {
                function["name"] = NameOf(call, names);
            }

            var fragment = new JsonObject { ["function"] = function };
            if (IndexOf(call, indexes, position == 0) is { } index)
            {
                fragment["index"] = index;
            }

            if (position == 0 || ids == Ids.UniqueInEveryFragment)
            {
                fragment["id"] = ids switch { Ids.Equal => "call", Ids.Empty => "", Ids.Missing => null, _ => $"call_{call}" };
            }

            yield return fragment.ToJsonString();
            position++;
        }
    }

    private static int? IndexOf(int call, Indexes indexes, bool isFirst) => indexes switch
    {
        Indexes.Distinct => call,
        Indexes.FromOne => call + 1,
        Indexes.AllZero => 0,
        Indexes.Late when !isFirst => call,
        _ => null,
    };

    private static IEnumerable<string> TextsOf(string text, Arguments arguments, bool hasHead)
    {
        if (hasHead)
        {
            yield return "";
        }

        if (arguments == Arguments.Placeholder)
        {
            yield return "{}";
        }

        var size = arguments is Arguments.Split or Arguments.Placeholder or Arguments.RepeatedInFragments ? 3 : Math.Max(text.Length, 1);
        var rounds = arguments is Arguments.Repeated or Arguments.RepeatedInFragments ? 2 : 1;
        for (var round = 0; round < rounds; round++)
        {
            for (var at = 0; at < Math.Max(text.Length, 1); at += size)
            {
                yield return text[at..Math.Min(at + size, text.Length)];
            }
        }
    }

    private static IEnumerable<string> Interleaved(List<List<string>> tracks) =>
        from turn in Enumerable.Range(0, tracks.Max(track => track.Count))
        from track in tracks
        where turn < track.Count
        select track[turn];
}
