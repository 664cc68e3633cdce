namespace ChatSdk.Tests.Samples;

[TestFixture]
public sealed class StructuredOutputSampleTests : ClientTest
{
    [Test]
    public async Task Sample_without_a_configured_server_shows_complete_and_partial_recipes()
    {
        var (exitCode, output, errors) = await SampleProgram.RunAsync("StructuredOutput", [], Guard);

        (exitCode, errors).Should().Be((0, ""));
        output.Should().StartWith("Pancakes: 20 minutes, 3 ingredients\nSo far: Pan; ; \n")
            .And.EndWith("Complete: Pancakes; 2 eggs, milk, flour; Mix. Bake.\n");
    }

    [Test]
    public async Task Answer_that_is_not_a_recipe_is_reported_in_one_line()
    {
        Server.AnswersText("I cannot cook.");

        var (exitCode, _, errors) = await SampleProgram.RunAsync("StructuredOutput", [], Guard, ("CHATSDK_BASE_URL", Server.BaseAddress));

        exitCode.Should().Be(1);
        errors.TrimEnd().Split('\n').Should().ContainSingle().Which.Should().Contain("Recipe").And.Contain("I cannot cook.");
    }
}
