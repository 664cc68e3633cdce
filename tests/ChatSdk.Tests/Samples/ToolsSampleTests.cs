namespace ChatSdk.Tests.Samples;

[TestFixture]
public sealed class ToolsSampleTests : ClientTest
{
    [Test]
    public async Task Sample_without_a_configured_server_shows_the_answer_and_each_tool_call_with_its_result()
    {
        var (exitCode, output, errors) = await SampleProgram.RunAsync("Tools", [], Guard);

        (exitCode, errors).Should().Be((0, ""));
        output.Should().Be(
            """
            [GetWeather {"city":"Paris"} -> {"temperature":18,"unit":"Celsius"}]
            [GetWeather {"city":"Oslo","unit":"Fahrenheit"} -> {"temperature":48,"unit":"Fahrenheit"}]
            Paris has 18 °C and Oslo 48 °F.

            """);
    }

    [Test]
    public async Task Sample_sends_the_schema_of_its_tool_to_the_configured_server()
    {
        Server.AnswersText("I do not know.");

        var (exitCode, output, _) = await SampleProgram.RunAsync("Tools", [], Guard, ("CHATSDK_BASE_URL", Server.BaseAddress));

        (exitCode, output).Should().Be((0, "I do not know.\n"));
        Server.Requests[0].Json!.Value.GetProperty("tools")[0].GetProperty("function").GetRawText().Should().Be(
            """{"name":"GetWeather","description":"Gets the weather in a city.","parameters":{"type":"object","properties":{"city":{"description":"The city's name.","type":"string"},"unit":{"type":"string","enum":["Celsius","Fahrenheit"],"default":"Celsius"}},"required":["city"],"additionalProperties":false}}""");
    }
}
