namespace ChatSdk.Tests.Samples;

[TestFixture]
public sealed class StructuredOutputSampleTests : ClientTest
{
    [Test]
    public async Task Without_a_server_it_shows_the_recipe_growing()
    {
        var (exitCode, output, errors) = await SampleProgram.RunAsync("StructuredOutput", [], Guard);

        (exitCode, errors).Should().Be((0, ""));
        output.Should().StartWith("Pancakes: 20 minutes, 3 ingredients\nSo far: Pan; ; \n")
            .And.EndWith("Whole: Pancakes; 2 eggs, milk, flour; Mix. Bake.\n");
    }

    [Test]
    public async Task What_is_no_recipe_is_shown_in_one_line()
    {
        Server.AnswersText("I cannot cook.");

        var (exitCode, _, errors) = await SampleProgram.RunAsync("StructuredOutput", [], Guard, ("CHATSDK_BASE_URL", Server.BaseAddress));

        exitCode.Should().Be(1);
        errors.TrimEnd().Split('\n').Should().ContainSingle().Which.Should().Contain("Recipe").And.Contain("I cannot cook.");
    }
}
