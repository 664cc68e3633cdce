using System.Text.Json;
using ChatSdk.Testing;
using ChatSdk.Tests.Json;

namespace ChatSdk.Tests.TypedAnswers;

/// <summary>Tests typed answers: the schema in the request, and the value that is read from the response.</summary>
[TestFixture]
public sealed class TypedAnswerTests : TypedAnswerTest
{
    private const string Rainy = """{"City":"Oslo","Degrees":4,"Days":["Mon","Tue"],"Wind":{"Speed":2.5,"Direction":"NorthEast"}}""";

    [Test]
    public async Task Schema_is_sent_and_the_answer_is_read_as_the_type()
    {
        Server.Answers(Answer(Rainy));

        var answer = await Client.CreateAsync(_hello, SampleContext.Default.Weather, cancellationToken: Guard);

        answer.Value.Should().BeEquivalentTo(new Weather("Oslo", 4, ["Mon", "Tue"], new Wind(2.5, Direction.NorthEast)));
        answer.Completion.Text.Should().Be(Rainy);
        var sent = Server.Requests[0].Json!.Value;
        JsonAssert.AreEqual(AnswerSchema.Of(SampleContext.Default.Weather, isStrict: true), sent.GetProperty("response_format").GetProperty("json_schema").GetProperty("schema"));
        sent.GetProperty("response_format").GetRawText().Should().StartWith("""{"type":"json_schema","json_schema":{"name":"Weather","schema":{""").And.EndWith(""","strict":true}}""");
        sent.EnumerateObject().Select(member => member.Name).Should().Equal("model", "messages", "response_format");
    }

    [Test]
    public async Task Typed_answer_can_be_requested_with_a_prompt()
    {
        Server.Answers(Answer("""{"X":1,"Y":-2}"""));

        var answer = await Client.CreateAsync("Where?", SampleContext.Default.Point, cancellationToken: Guard);

        answer.Value.Should().Be(new Point(1, -2));
        Server.Requests[0].Json!.Value.GetProperty("messages").GetRawText().Should().Be("""[{"role":"user","content":"Where?"}]""");
    }

    [Test]
    public async Task Name_and_description_of_the_schema_are_sent()
    {
        Server.Answers(Answer(Rainy));

        await Client.CreateAsync(_hello, SampleContext.Default.Weather, new StructuredOutputOptions { Name = "report", Description = "A weather report." }, cancellationToken: Guard);

        var sent = Server.Requests[0].Json!.Value.GetProperty("response_format").GetProperty("json_schema");
        sent.GetProperty("name").GetString().Should().Be("report");
        sent.GetProperty("description").GetString().Should().Be("A weather report.");
    }

    [Test]
    public async Task Response_format_in_the_request_is_not_replaced()
    {
        Server.Answers(Answer(Rainy)).Answers(Answer("""{"ByName":{"tea":1.5}}"""));

        await Client.CreateAsync(_hello with { ResponseFormat = ResponseFormat.Text }, SampleContext.Default.Weather, cancellationToken: Guard);
        var prices = await Client.CreateAsync(_hello with { ResponseFormat = ResponseFormat.JsonObject }, SampleContext.Default.Prices, cancellationToken: Guard);

        prices.Value.ByName.Should().Equal(new Dictionary<string, decimal>(StringComparer.Ordinal) { ["tea"] = 1.5m });
        Server.Requests.Select(request => request.Json!.Value.GetProperty("response_format").GetRawText()).Should().Equal("""{"type":"text"}""", """{"type":"json_object"}""");
    }

    [Test]
    public async Task Type_without_a_strict_schema_throws_before_anything_is_sent()
    {
        var act = () => Client.CreateAsync(_hello, SampleContext.Default.Prices, cancellationToken: Guard);
        var stream = () => Client.CreateStreamAsync(_hello, SampleContext.Default.Prices, cancellationToken: Guard);

        await act.Should().ThrowAsync<ArgumentException>().WithMessage("*Prices.ByName*");
        stream.Should().Throw<ArgumentException>().WithMessage("*Prices.ByName*");
        Server.Requests.Should().BeEmpty();
    }

    [Test]
    public async Task Schema_in_the_prompt_is_appended_to_the_system_message()
    {
        ChatMessage[] messages = [ChatMessage.System("Be brief."), ChatMessage.User("Hi")];
        var request = _hello with { Messages = messages };
        Server.Answers(Answer(Rainy));

        await Client.CreateAsync(request, SampleContext.Default.Weather, new StructuredOutputOptions { SchemaInPrompt = true }, cancellationToken: Guard);

        var sent = Server.Requests[0].Json!.Value;
        sent.GetProperty("response_format").GetRawText().Should().Be("""{"type":"json_object"}""");
        sent.GetProperty("messages").GetArrayLength().Should().Be(2);
        var system = sent.GetProperty("messages")[0].GetProperty("content").GetString()!;
        system.Should().StartWith("Be brief.\n\n");
        JsonAssert.AreEqual(AnswerSchema.Of(SampleContext.Default.Weather, isStrict: true), JsonElement.Parse(system[system.IndexOf('{', StringComparison.Ordinal)..]));
        request.Messages.Should().Equal(ChatMessage.System("Be brief."), ChatMessage.User("Hi"));
    }

    [Test]
    public async Task Schema_in_the_prompt_adds_a_system_message_if_there_is_none_or_its_content_is_a_list_of_parts()
    {
        var parts = ChatMessage.User("x") with { Role = ChatRole.System, Content = [ContentPart.FromText("Be brief.")] };
        Server.AnswersAlways(Answer("""{"ByName":{}}"""));
        var format = new StructuredOutputOptions { SchemaInPrompt = true, Strict = false };

        await Client.CreateAsync(_hello, SampleContext.Default.Prices, format, cancellationToken: Guard);
        await Client.CreateAsync(_hello with { Messages = [parts, .. _hello.Messages], ResponseFormat = ResponseFormat.Text }, SampleContext.Default.Prices, format, cancellationToken: Guard);

        Server.Requests.Select(request => Roles(request)).Should().Equal("system user", "system system user");
        Server.Requests.Select(request => request.Json!.Value.GetProperty("response_format").GetProperty("type").GetString()).Should().Equal("json_object", "text");
    }

    [TestCase("""{"kind":"dog","Name":"Rex","Barks":true}""")]
    [TestCase("""{"value":{"kind":"dog","Name":"Rex","Barks":true}}""")]
    [TestCase(""" {"value":{"kind":"dog","Name":"Rex","Barks":true}} """)]
    public void Value_is_read_with_or_without_its_wrapper_object(string text) =>
        Completion(text).ReadAs(SampleContext.Default.Pet).Should().Be(new Dog("Rex", true));

    [Test]
    public void Values_of_many_types_are_read()
    {
        Completion("""{"value":[]}""").ReadAs(SampleContext.Default.ListWeather).Should().BeEmpty();
        Completion("""[]""").ReadAs(SampleContext.Default.ListWeather).Should().BeEmpty();
        Completion("""{"value":7}""").ReadAs(SampleContext.Default.Int32).Should().Be(7);
        Completion("7").ReadAs(SampleContext.Default.NullableInt32).Should().Be(7);
        Completion("""{"value":"NorthEast"}""").ReadAs(SampleContext.Default.Direction).Should().Be(Direction.NorthEast);
        Completion("""{"value":"a \ud83d\ude00"}""").ReadAs(SampleContext.Default.String).Should().Be("a 😀");
        Completion("""{"tea":2}""").ReadAs(SampleContext.Default.DictionaryStringInt32).Should().ContainKey("tea");
        Completion("""{"name":"Li","mood":"VeryGlad","seen":null}""").ReadAs(WebContext.Default.Patient).Should().Be(new Patient("Li", Mood.VeryGlad, null));
        Completion("""{"Name":"Li","Age":40}""").ReadAs(SampleContext.Default.Person).Should().BeEquivalentTo(new Person { Name = "Li", Age = 40 });
        Completion("""{"Name":"Li"}""").ReadAs(SampleContext.Default.Person, new StructuredOutputOptions { Strict = false }).Age.Should().Be(18, "properties that the model omits have their default value");
    }

    [TestCase("not JSON at all")]
    [TestCase("")]
    [TestCase("null")]
    [TestCase("[]")]
    [TestCase("7")]
    [TestCase(Rainy + " Have a nice day!")]
    [TestCase("```json\n" + Rainy + "\n```")]
    [TestCase("""{"City":"Oslo","Degrees":4,"Days":["Mon","T""", TestName = "truncated")]
    [TestCase("""{"City":"Oslo","Degrees":"cold","Days":[]}""")]
    [TestCase("""{"City":"Oslo","Days":[]}""")]
    [TestCase("""{"City":null,"Degrees":4,"Days":[]}""")]
    [TestCase("""{"City":"Oslo","Degrees":4,"Days":null}""")]
    [TestCase("""{"City":"Oslo","Degrees":4,"Days":[],"Wind":{"Speed":1,"Direction":"Up"}}""")]
    [TestCase("""{"City":"Oslo","Degrees":99999999999,"Days":[]}""")]
    public async Task Answer_that_does_not_match_the_type_is_in_the_exception_but_not_in_its_message(string text)
    {
        Server.Answers(Answer(text));

        var act = () => Client.CreateAsync(_hello, SampleContext.Default.Weather, cancellationToken: Guard);

        var failure = (await act.Should().ThrowExactlyAsync<ChatFormatException>()).Which;
        failure.RawText.Should().Be(text);
        failure.Partial!.Text.Should().Be(text);
        failure.IsRetryable.Should().BeFalse();
        failure.Message.Should().Contain("Weather").And.NotContain("Oslo");
        Server.Requests.Should().ContainSingle();
    }

    [TestCase("""{"value":null}""")]
    [TestCase("""{"value":{"kind":"fish","Name":"Wanda"}}""")]
    [TestCase("""{"value":{"Name":"Wanda"}}""")]
    [TestCase("""{"value":{"kind":"cat","Name":"Wanda"}}""")]
    public void Answer_that_matches_no_derived_type_throws(string text)
    {
        var act = () => Completion(text).ReadAs(SampleContext.Default.Pet);

        act.Should().Throw<ChatFormatException>().Which.RawText.Should().Be(text);
    }

    [Test]
    public void Constructor_that_throws_causes_a_format_exception()
    {
        var act = () => Completion("""{"Word":null,"Times":1}""").ReadAs(SampleContext.Default.Shout);
        var hidden = () => Completion("""{"Days":3}""").ReadAs(SampleContext.Default.Fragile);

        act.Should().Throw<ChatFormatException>();
        hidden.Should().Throw<ChatFormatException>().WithInnerException<KeyNotFoundException>();
    }

    [Test]
    public async Task Message_of_the_exception_for_tool_calls_instead_of_text_contains_their_number()
    {
        Server.AnswersJson("""{"choices":[{"index":0,"message":{"role":"assistant","content":null,"tool_calls":[{"id":"a","type":"function","function":{"name":"f","arguments":"{}"}}]},"finish_reason":"tool_calls"}]}""");

        var act = () => Client.CreateAsync(_hello, SampleContext.Default.Weather, cancellationToken: Guard);

        var failure = (await act.Should().ThrowAsync<ChatFormatException>().WithMessage("*no text*tool_calls*tool calls: 1*")).Which;
        failure.RawText.Should().BeEmpty();
        failure.Partial!.ToolCalls.Should().ContainSingle();
    }

    [TestCase("""{"role":"assistant","content":null,"refusal":"No way."}""")]
    [TestCase("""{"role":"assistant","content":"{}","refusal":"No way."}""")]
    [TestCase("""{"role":"assistant","content":[{"type":"refusal","refusal":"No way."}]}""")]
    public async Task Refusal_throws_a_ChatRefusalException_whose_message_does_not_quote_it(string message)
    {
        Server.AnswersJson($$"""{"choices":[{"index":0,"message":{{message}},"finish_reason":"stop"}]}""");

        var act = () => Client.CreateAsync(_hello, SampleContext.Default.Weather, cancellationToken: Guard);

        var failure = (await act.Should().ThrowAsync<ChatRefusalException>()).Which;
        failure.Refusal.Should().Be("No way.");
        failure.Message.Should().NotContain("No way.");
    }

    [TestCase("length", "", FinishReasonKind.Length)]
    [TestCase("length", """{"City":"Os""", FinishReasonKind.Length, TestName = "length, truncated")]
    [TestCase("length", Rainy, FinishReasonKind.Length)]
    [TestCase("content_filter", Rainy, FinishReasonKind.ContentFilter)]
    public async Task Incomplete_answer_throws_a_ChatIncompleteException_whatever_its_text(string reason, string text, FinishReasonKind kind)
    {
        Server.Answers(Answer(text, reason));

        var act = () => Client.CreateAsync(_hello, SampleContext.Default.Weather, cancellationToken: Guard);

        var failure = (await act.Should().ThrowAsync<ChatIncompleteException>()).Which;
        failure.FinishReason.Kind.Should().Be(kind);
        failure.Partial!.Text.Should().Be(text);
    }

    [TestCase("```json\n{0}\n```")]
    [TestCase("```\n{0}```\nIs there anything else?")]
    [TestCase("Sure! Here it is: {0}")]
    [TestCase("{0} – that is all.")]
    [TestCase("See [1] and [x, {y}: {0}")]
    [TestCase("{\"City\":1} or rather {0}")]
    [TestCase("The form is {\"City\": text}, so {0}")]
    [TestCase("\uFEFF {0}")]
    public void Text_around_the_json_is_ignored_only_if_allowed(string frame)
    {
        var answer = Completion(frame.Replace("{0}", Rainy, StringComparison.Ordinal));

        answer.ReadAs(SampleContext.Default.Weather, _allowText).City.Should().Be("Oslo");

        var strictly = () => answer.ReadAs(SampleContext.Default.Weather);
        strictly.Should().Throw<ChatFormatException>();
    }

    [TestCase("There is none.")]
    [TestCase("")]
    [TestCase("{ [ {")]
    [TestCase("[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[")]
    [TestCase("""{"Other":1} and [2]""")]
    public void Text_without_json_of_the_type_throws_even_if_surrounding_text_is_allowed(string text)
    {
        var act = () => Completion(text).ReadAs(SampleContext.Default.Weather, _allowText);

        act.Should().Throw<ChatFormatException>().Which.RawText.Should().Be(text);
    }

    [Test]
    public async Task Typed_call_sends_the_same_request_as_a_call_with_ResponseFormat_ForType()
    {
        Server.AnswersAlways(Answer(Rainy));

        await Client.CreateAsync(_hello, SampleContext.Default.Weather, cancellationToken: Guard);
        var plain = await Client.CreateAsync(_hello with { ResponseFormat = ResponseFormat.ForType(SampleContext.Default.Weather) }, cancellationToken: Guard);

        plain.ReadAs(SampleContext.Default.Weather).Degrees.Should().Be(4);
        Server.Requests[1].Body.Should().Be(Server.Requests[0].Body);
    }

    [Test]
    public async Task Null_or_empty_argument_throws()
    {
        await FluentActions.Awaiting(() => Client.CreateAsync((ChatCompletionRequest)null!, SampleContext.Default.Point)).Should().ThrowAsync<ArgumentNullException>();
        await FluentActions.Awaiting(() => Client.CreateAsync<Point>(_hello, null!)).Should().ThrowAsync<ArgumentNullException>();
        await FluentActions.Awaiting(() => Client.CreateAsync("", SampleContext.Default.Point)).Should().ThrowAsync<ArgumentException>();
        FluentActions.Invoking(() => Client.CreateStreamAsync("", SampleContext.Default.Point)).Should().Throw<ArgumentException>();
    }

    private static string Roles(FakeRequest request) =>
        string.Join(' ', request.Json!.Value.GetProperty("messages").EnumerateArray().Select(message => message.GetProperty("role").GetString()));
}
