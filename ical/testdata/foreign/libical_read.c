/* Reads calendar files with libical (Debian: libical-dev). */
#include <libical/ical.h>
#include <stdio.h>
#include <stdlib.h>

static void print_hex(const char *s)
{
    putchar('\t');
    for (; s && *s; s++)
        printf("%02x", (unsigned char)*s);
}

static long long seconds(struct icaltimetype t)
{
    return (long long)icaltime_as_timet_with_zone(t, icaltime_get_timezone(t));
}

static char *line(char *s, size_t size, void *file)
{
    return fgets(s, (int)size, file);
}

static int read_file(const char *name)
{
    FILE *file = fopen(name, "rb");
    if (!file)
        return 1;
    icalparser *parser = icalparser_new();
    icalparser_set_gen_data(parser, file);
    icalcomponent *calendar = icalparser_parse(parser, line);
    fclose(file);
    if (!calendar || icalcomponent_count_errors(calendar) > 0)
        return 1;
    icalcomponent *e = icalcomponent_get_first_component(calendar, ICAL_VEVENT_COMPONENT);
    for (; e; e = icalcomponent_get_next_component(calendar, ICAL_VEVENT_COMPONENT)) {
        icalproperty *organizer = icalcomponent_get_first_property(e, ICAL_ORGANIZER_PROPERTY);
        printf("%s\t%lld\t%lld", icalcomponent_get_uid(e), seconds(icalcomponent_get_dtstart(e)),
               seconds(icalcomponent_get_dtend(e)));
        print_hex(icalcomponent_get_summary(e));
        print_hex(icalcomponent_get_description(e));
        print_hex(icalcomponent_get_location(e));
        print_hex(icalproperty_get_parameter_as_string(organizer, "CN"));
        print_hex(icalproperty_get_organizer(organizer));
        putchar('\n');
    }
    icalcomponent_free(calendar);
    icalparser_free(parser);
    return 0;
}

int main(int argc, char **argv)
{
    for (int i = 1; i < argc; i++)
        if (read_file(argv[i])) {
            fprintf(stderr, "%s cannot be read\n", argv[i]);
            return EXIT_FAILURE;
        }
    return EXIT_SUCCESS;
}
