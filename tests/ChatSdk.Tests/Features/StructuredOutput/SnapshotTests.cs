using System.Text.Json;
using System.Text.Json.Nodes;

namespace ChatSdk.Tests.TypedAnswers;

/// <summary>Tests snapshots of a typed answer while its JSON is received.</summary>
[TestFixture]
public sealed class SnapshotTests
{
    private const string Long = """
         {"Text" : "a\"b\\c\/d\b\f\n\r\t\u0041\u00e9 \ud83d\ude00 😀é 漢 \\ud83d \\" ,
          "Number":-12.5e+3,"Flag":true,"Grid":[[1,2],[],[ 30 , -4 ],[0]],
          "Notes":{"k\"ey\u0041":"v","":"","\\":"{[\"]}","other, key":": ]"},
          "Inner":[{"Text":null,"Number":0,"Flag":false,"Grid":[],"Notes":{},"Inner":null},{"Text":"x","Inner":[{"Text":"deep"}]}]}

        """;

    private static string[] Texts =>
    [
        Long,
        """{}""",
        """{"Text":""}""",
        """{"Number":1E2,"Flag":null}""",
        """{"Unknown":{"a":[{"b":"c"}]},"Text":"known"}""",
        """{"Text":"\ud83d\ude00\ud83d\udc4d\uD83D\uDC4D","Grid":[[12345]]}""",
        """{"Inner":[{},{},{"Inner":[]}]}""",
    ];

    [TestCaseSource(nameof(Texts))]
    public void Final_value_does_not_depend_on_where_the_json_is_split(string text)
    {
        var complete = JsonSerializer.SerializeToNode(JsonSerializer.Deserialize(text, SampleContext.Default.Everything), SampleContext.Default.Everything);

        for (var index = 0; index <= text.Length; index++)
        {
            var values = SnapshotSequence.Of(SampleContext.Default.Everything, [text[..index], text[index..]]);

            var last = values.LastOrDefault() ?? JsonNode.Parse("""{"Text":null,"Number":null,"Flag":null,"Grid":null,"Notes":null,"Inner":null}""");
            JsonNode.DeepEquals(last, complete).Should().BeTrue("after a split at {0}, the value was {1}", index, last);
        }
    }

    [TestCaseSource(nameof(Texts))]
    public void Every_snapshot_extends_the_previous_one(string text)
    {
        var values = SnapshotSequence.Of(SampleContext.Default.Everything, SnapshotSequence.Characters(text));

        foreach (var (early, late) in values.Zip(values.Skip(1)))
        {
            SnapshotSequence.IsExtendedBy(early, late).Should().BeTrue("{0} must be extended by {1}", early, late);
        }
    }

    [Test]
    public void Strings_and_lists_grow_as_fragments_are_received()
    {
        var values = SnapshotSequence.Of(SampleContext.Default.Weather, ["""{"Ci""", """ty":"Os""", """lo","Degr""", """ees":1""", """2,"Days":["M""", """on","Tu""", """e"]""", "}"]);

        values.Select(value => value.ToJsonString()).Should().Equal(
            """{"City":"Os","Degrees":0,"Days":null,"Wind":null}""",
            """{"City":"Oslo","Degrees":0,"Days":null,"Wind":null}""",
            """{"City":"Oslo","Degrees":12,"Days":["M"],"Wind":null}""",
            """{"City":"Oslo","Degrees":12,"Days":["Mon","Tu"],"Wind":null}""",
            """{"City":"Oslo","Degrees":12,"Days":["Mon","Tue"],"Wind":null}""");
    }

    [Test]
    public void String_never_ends_within_a_surrogate_pair()
    {
        const string Json = """{"value":"😀\ud83d\ude00\n😀"}""";

        var values = SnapshotSequence.Of(SampleContext.Default.String, SnapshotSequence.Characters(Json));

        values.Select(value => value.GetValue<string>()).Should().Equal("", "😀", "😀😀", "😀😀\n", "😀😀\n😀");
    }

    [Test]
    public void Dates_enums_and_guids_appear_only_when_complete()
    {
        const string Json = """{"Day":"2026-11-20","At":"2026-11-20T12:00:00.5+01:00","Direction":"NorthEast","Id":"6f9619ff-8b86-d011-b42d-00cf4fc964ff","Title":"Tea"}""";

        var values = SnapshotSequence.Of(SampleContext.Default.Meeting, SnapshotSequence.Characters(Json));

        values.Select(value => (string)value["Direction"]!).Distinct(StringComparer.Ordinal).Should().Equal("South", "NorthEast");
        values.Select(value => (string)value["Day"]!).Distinct(StringComparer.Ordinal).Should().Equal("2026-11-20");
        values.Select(value => (string)value["At"]!).Distinct(StringComparer.Ordinal).Should().Equal("0001-01-01T00:00:00+00:00", "2026-11-20T12:00:00.5+01:00");
        values.Select(value => (string)value["Id"]!).Distinct(StringComparer.Ordinal).Should().Equal(Guid.Empty.ToString(), "6f9619ff-8b86-d011-b42d-00cf4fc964ff");
        values.Select(value => (string?)value["Title"]).Distinct(StringComparer.Ordinal).Should().Equal(null, "", "T", "Te", "Tea");
    }

    [Test]
    public void Numbers_appear_only_when_complete()
    {
        var values = SnapshotSequence.Of(WebContext.Default.Weather, SnapshotSequence.Characters("""{"degrees":-123,"city":"x","days":[]}"""));
        var quoted = SnapshotSequence.Of(WebContext.Default.Weather, SnapshotSequence.Characters("""{"degrees":"-123","city":"x","days":[]}"""));

        values.Select(value => (int)value["degrees"]!).Distinct().Should().Equal(-123);
        quoted.Select(value => (int)value["degrees"]!).Distinct().Should().Equal(-123);
    }

    [Test]
    public void Snapshots_with_derived_types_grow_to_the_complete_value()
    {
        const string Json = """{"Title":"Zoo","Pets":[{"kind":"cat","Name":"Tom","Lives":9},{"kind":"dog","Name":"Rex","Barks":true}]}""";

        var values = SnapshotSequence.Of(SampleContext.Default.Zoo, SnapshotSequence.Characters(Json));

        values.Should().HaveCountGreaterThan(10);
        values.Zip(values.Skip(1)).Should().OnlyContain(pair => SnapshotSequence.IsExtendedBy(pair.First, pair.Second));
        JsonNode.DeepEquals(values[^1], JsonNode.Parse(Json)).Should().BeTrue();
    }

    [Test]
    public void Required_member_may_be_missing_in_a_snapshot()
    {
        var values = SnapshotSequence.Of(SampleContext.Default.Person, SnapshotSequence.Characters("""{"Age":40,"Name":"Li"}"""));

        values.Select(value => value.ToJsonString()).Should().Equal(
            """{"Name":null,"Age":40,"Nick":null}""",
            """{"Name":"","Age":40,"Nick":null}""",
            """{"Name":"L","Age":40,"Nick":null}""",
            """{"Name":"Li","Age":40,"Nick":null}""");
    }

    [Test]
    public void No_snapshot_appears_while_the_constructor_rejects_missing_values()
    {
        var values = SnapshotSequence.Of(SampleContext.Default.Shout, SnapshotSequence.Characters("""{"Times":2,"Word":"hi"}"""));

        values.Select(value => (string)value["Loud"]!).Should().Equal("", "H", "HI");
    }

    [TestCase("```json\n", "\n```")]
    [TestCase("Sure: ", " – done {")]
    [TestCase("", " [1]")]
    public void Surrounding_text_is_ignored_if_allowed(string before, string after)
    {
        const string Json = """{"X":1,"Y":2}""";

        var values = SnapshotSequence.Of(SampleContext.Default.Point, SnapshotSequence.Characters(before + Json + after), allowText: true);

        values.Select(value => value.ToJsonString()).Should().Equal("""{"X":1,"Y":0}""", Json);
    }

    [TestCase("Sure: {\"X\":1}")]
    [TestCase("}}]]")]
    [TestCase("{]{]")]
    [TestCase("\"")]
    [TestCase("{\"X\":\\u12\"}")]
    [TestCase("{\"X\" 1 \"Y\" : : ,, 2}")]
    [TestCase("[1,2]")]
    public void Unexpected_text_does_not_throw_and_leaves_Y_at_zero(string text) =>
        SnapshotSequence.Of(SampleContext.Default.Point, SnapshotSequence.Characters(text)).Where(value => (int)value["Y"]! != 0).Should().BeEmpty();

    [Test]
    public void Allocations_grow_linearly_with_the_length_of_the_answer()
    {
        AllocatedBytes(1000);

        var small = AllocatedBytes(50_000);
        var large = AllocatedBytes(200_000);

        // For four times the length, a linear reader allocates four times as much. A reader that restarts with each fragment allocates sixteen times as much.
        (large / small).Should().BeLessThan(8);
    }

    private static double AllocatedBytes(int lines)
    {
        var reader = new SnapshotReader<Weather>(TypedAnswer<Weather>.Of(SampleContext.Default.Weather), skipsWords: false);
        var before = GC.GetAllocatedBytesForCurrentThread();
        reader.TryAdd("""{"City":"Oslo","Degrees":1,"Days":[""", out _);
        for (var line = 0; line < lines; line++)
        {
            reader.TryAdd("\"Mo\",", out _);
        }

        return GC.GetAllocatedBytesForCurrentThread() - before;
    }
}
