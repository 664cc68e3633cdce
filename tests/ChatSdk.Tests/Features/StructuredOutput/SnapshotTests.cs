using System.Text.Json;
using System.Text.Json.Nodes;

namespace ChatSdk.Tests.TypedAnswers;

/// <summary>Values that grow while their JSON arrives.</summary>
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
    public void Value_is_the_same_in_the_end_wherever_the_text_is_split(string text)
    {
        var whole = JsonSerializer.SerializeToNode(JsonSerializer.Deserialize(text, SampleContext.Default.Everything), SampleContext.Default.Everything);

        for (var place = 0; place <= text.Length; place++)
        {
            var values = Growth.Of(SampleContext.Default.Everything, [text[..place], text[place..]]);

            var last = values.LastOrDefault() ?? JsonNode.Parse("""{"Text":null,"Number":null,"Flag":null,"Grid":null,"Notes":null,"Inner":null}""");
            JsonNode.DeepEquals(last, whole).Should().BeTrue("split at {0}, it is {1}", place, last);
        }
    }

    [TestCaseSource(nameof(Texts))]
    public void Value_only_grows_with_every_character(string text)
    {
        var values = Growth.Of(SampleContext.Default.Everything, Growth.Characters(text));

        foreach (var (early, late) in values.Zip(values.Skip(1)))
        {
            Growth.CanBecome(early, late).Should().BeTrue("{0} comes before {1}", early, late);
        }
    }

    [Test]
    public void Text_and_list_are_shown_as_far_as_they_have_come()
    {
        var values = Growth.Of(SampleContext.Default.Weather, ["""{"Ci""", """ty":"Os""", """lo","Degr""", """ees":1""", """2,"Days":["M""", """on","Tu""", """e"]""", "}"]);

        values.Select(value => value.ToJsonString()).Should().Equal(
            """{"City":"Os","Degrees":0,"Days":null,"Wind":null}""",
            """{"City":"Oslo","Degrees":0,"Days":null,"Wind":null}""",
            """{"City":"Oslo","Degrees":12,"Days":["M"],"Wind":null}""",
            """{"City":"Oslo","Degrees":12,"Days":["Mon","Tu"],"Wind":null}""",
            """{"City":"Oslo","Degrees":12,"Days":["Mon","Tue"],"Wind":null}""");
    }

    [Test]
    public void Text_is_never_shown_with_half_a_character()
    {
        const string Json = """{"value":"😀\ud83d\ude00\n😀"}""";

        var values = Growth.Of(SampleContext.Default.String, Growth.Characters(Json));

        values.Select(value => value.GetValue<string>()).Should().Equal("", "😀", "😀😀", "😀😀\n", "😀😀\n😀");
    }

    [Test]
    public void Date_enum_and_id_are_shown_when_they_are_whole()
    {
        const string Json = """{"Day":"2026-11-20","At":"2026-11-20T12:00:00.5+01:00","Direction":"NorthEast","Id":"6f9619ff-8b86-d011-b42d-00cf4fc964ff","Title":"Tea"}""";

        var values = Growth.Of(SampleContext.Default.Meeting, Growth.Characters(Json));

        values.Select(value => (string)value["Direction"]!).Distinct(StringComparer.Ordinal).Should().Equal("South", "NorthEast");
        values.Select(value => (string)value["Day"]!).Distinct(StringComparer.Ordinal).Should().Equal("2026-11-20");
        values.Select(value => (string)value["At"]!).Distinct(StringComparer.Ordinal).Should().Equal("0001-01-01T00:00:00+00:00", "2026-11-20T12:00:00.5+01:00");
        values.Select(value => (string)value["Id"]!).Distinct(StringComparer.Ordinal).Should().Equal(Guid.Empty.ToString(), "6f9619ff-8b86-d011-b42d-00cf4fc964ff");
        values.Select(value => (string?)value["Title"]).Distinct(StringComparer.Ordinal).Should().Equal(null, "", "T", "Te", "Tea");
    }

    [Test]
    public void Number_is_shown_when_it_is_whole()
    {
        var values = Growth.Of(WebContext.Default.Weather, Growth.Characters("""{"degrees":-123,"city":"x","days":[]}"""));
        var quoted = Growth.Of(WebContext.Default.Weather, Growth.Characters("""{"degrees":"-123","city":"x","days":[]}"""));

        values.Select(value => (int)value["degrees"]!).Distinct().Should().Equal(-123);
        quoted.Select(value => (int)value["degrees"]!).Distinct().Should().Equal(-123);
    }

    [Test]
    public void Item_of_a_kind_is_shown_when_its_kind_is_known()
    {
        const string Json = """{"Title":"Zoo","Pets":[{"kind":"cat","Name":"Tom","Lives":9},{"kind":"dog","Name":"Rex","Barks":true}]}""";

        var values = Growth.Of(SampleContext.Default.Zoo, Growth.Characters(Json));

        values.Should().HaveCountGreaterThan(10);
        values.Zip(values.Skip(1)).Should().OnlyContain(pair => Growth.CanBecome(pair.First, pair.Second));
        JsonNode.DeepEquals(values[^1], JsonNode.Parse(Json)).Should().BeTrue();
    }

    [Test]
    public void Member_that_is_required_may_still_be_missing()
    {
        var values = Growth.Of(SampleContext.Default.Person, Growth.Characters("""{"Age":40,"Name":"Li"}"""));

        values.Select(value => value.ToJsonString()).Should().Equal(
            """{"Name":null,"Age":40,"Nick":null}""",
            """{"Name":"","Age":40,"Nick":null}""",
            """{"Name":"L","Age":40,"Nick":null}""",
            """{"Name":"Li","Age":40,"Nick":null}""");
    }

    [Test]
    public void Constructor_that_does_not_take_what_is_missing_shows_nothing_yet()
    {
        var values = Growth.Of(SampleContext.Default.Shout, Growth.Characters("""{"Times":2,"Word":"hi"}"""));

        values.Select(value => (string)value["Loud"]!).Should().Equal("", "H", "HI");
    }

    [TestCase("```json\n", "\n```")]
    [TestCase("Sure: ", " – done {")]
    [TestCase("", " [1]")]
    public void Words_around_are_passed_over_if_that_is_allowed(string before, string after)
    {
        const string Json = """{"X":1,"Y":2}""";

        var values = Growth.Of(SampleContext.Default.Point, Growth.Characters(before + Json + after), skipsWords: true);

        values.Select(value => value.ToJsonString()).Should().Equal("""{"X":1,"Y":0}""", Json);
    }

    [TestCase("Sure: {\"X\":1}")]
    [TestCase("}}]]")]
    [TestCase("{]{]")]
    [TestCase("\"")]
    [TestCase("{\"X\":\\u12\"}")]
    [TestCase("{\"X\" 1 \"Y\" : : ,, 2}")]
    [TestCase("[1,2]")]
    public void What_is_no_value_of_the_type_shows_nothing_and_throws_nothing(string text) =>
        Growth.Of(SampleContext.Default.Point, Growth.Characters(text)).Where(value => (int)value["Y"]! != 0).Should().BeEmpty();

    [Test]
    public void Work_stays_in_proportion_to_the_length()
    {
        Work(1000);

        var small = Work(50_000);
        var large = Work(200_000);

        // Four times as long: four times the work, sixteen times if each piece read all.
        (large / small).Should().BeLessThan(8);
    }

    private static double Work(int lines)
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
